//! Books, and the copies of them that stand on the shelves.

use serde::{Deserialize, Serialize};
use sigpost::{Lookup, endpoints};

pub use self::declared::*;

/// Names a book.
#[derive(Clone, Debug, Lookup, PartialEq, Eq)]
#[non_exhaustive]
pub enum BookLookup {
    /// By its id.
    Id(u64),
    /// By its ISBN, without dashes.
    Isbn(String),
}

/// A book.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Book {
    /// The id.
    pub id: u64,
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The ISBN; old books have none.
    pub isbn: Option<String>,
    /// What it is.
    pub format: Format,
    /// How many copies can be borrowed now.
    pub available_copies: u32,
}

/// What a book is.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Format {
    /// On paper.
    Print,
    /// Read aloud.
    Audio,
    /// A file.
    Ebook,
    /// A format that was not known when this was written.
    #[serde(untagged)]
    Other(String),
}

/// What a book is added with.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewBook {
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The ISBN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// What it is; print if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

impl NewBook {
    /// A book with a title, and nothing else said.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), authors: Vec::new(), isbn: None, format: None }
    }
}

/// A copy of a book.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Copy {
    /// What is printed on its label.
    pub barcode: String,
    /// Where it stands.
    pub shelf: String,
    /// Whether it is lent.
    pub lent: bool,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors))]
mod declared {
    use sigpost::endpoint;

    use super::{Book, BookLookup, Copy, Format, NewBook};
    use crate::city_library::{BookErrors, CityLibrary, CommonErrors, Invalid, Paging};

    /// Lists the books, by title.
    #[endpoint(GET "/books", returns(books, paging), paginate(cursor = after))]
    pub async fn list_books(
        self: &CityLibrary,
        after: Option<String>,
        page_size: Option<u32>,
        #[rename("author")] author: Option<Vec<String>>,
        format: Option<Format>,
    ) -> (Vec<Book>, Paging);

    /// Gives one book.
    #[endpoint(GET "/books/<book>", returns(book), errors(BookErrors))]
    pub async fn get_book(self: &CityLibrary, book: BookLookup) -> Book;

    /// Adds a book.
    #[endpoint(
        POST "/books",
        returns(book),
        scopes("books:write"),
        idempotency_key = "Idempotency-Key",
        errors(isbn_taken = 409, invalid = 422 => Invalid),
    )]
    pub async fn add_book(self: &CityLibrary, #[body] book: NewBook) -> Book;

    /// Changes what is set, and leaves the rest of a book as it is. `isbn(None)` takes the ISBN away.
    #[endpoint(
        PATCH "/books/<book>",
        media = "application/merge-patch+json",
        returns(book),
        scopes("books:write"),
        errors(BookErrors, isbn_taken = 409, invalid = 422 => Invalid),
    )]
    pub async fn update_book(
        self: &CityLibrary,
        book: BookLookup,
        title: Option<&str>,
        authors: Option<Vec<String>>,
        isbn: Option<Option<&str>>,
        #[header] if_match: Option<&str>,
    ) -> Book;

    /// Removes a book of which no copy is lent.
    #[endpoint(DELETE "/books/<book>", scopes("books:write"), errors(BookErrors, copies_lent = 409))]
    pub async fn remove_book(self: &CityLibrary, book: BookLookup);

    /// Lists the copies of a book.
    #[endpoint(GET "/books/<book>/copies", returns(copies), errors(BookErrors))]
    pub async fn list_copies(self: &CityLibrary, book: BookLookup) -> Vec<Copy>;

    /// Puts a copy on a shelf.
    #[endpoint(
        PUT "/books/<book>/copies/<barcode>",
        returns(copy),
        scopes("books:write"),
        errors(BookErrors, shelf_unknown = 422),
    )]
    pub async fn put_copy(self: &CityLibrary, book: BookLookup, barcode: &str, shelf: &str) -> Copy;
}
