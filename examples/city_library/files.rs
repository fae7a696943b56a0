//! Files: covers, e-books, and lists of books to be added.

use serde::Deserialize;
use sigpost::{Bytes, FromResponse, endpoints, http};

pub use self::declared::*;

/// A cover, or word that it is the one that is known.
#[derive(Clone, Debug, FromResponse)]
#[non_exhaustive]
pub enum Cover {
    /// The image. `ETag` is in the header fields.
    #[status(200)]
    Image(http::Response<Bytes>),
    /// The `ETag` that was sent is still the right one.
    #[status(304)]
    NotModified,
    /// The book has none.
    #[status(404)]
    Missing,
}

/// A list that is being added.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Import {
    /// The id.
    pub id: u64,
    /// How many books the list has.
    pub rows: u64,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors))]
mod declared {
    use sigpost::{ByteStream, Bytes, Part, endpoint};

    use super::{Cover, Import};
    use crate::city_library::books::BookLookup;
    use crate::city_library::{BookErrors, CityLibrary, CommonErrors, Invalid};

    /// Gives the cover of a book.
    #[endpoint(GET "/books/<book>/cover", errors(BookErrors))]
    pub async fn get_cover(
        self: &CityLibrary,
        book: BookLookup,
        #[header] if_none_match: Option<&str>,
    ) -> Cover;

    /// Sets the cover of a book.
    #[endpoint(
        PUT "/books/<book>/cover",
        media = "image/jpeg",
        scopes("books:write"),
        errors(BookErrors, too_large = 413),
    )]
    pub async fn set_cover(self: &CityLibrary, book: BookLookup, #[body] image: impl Into<Bytes>);

    /// Downloads an e-book, as it arrives.
    #[endpoint(
        GET "/books/<book>/file",
        base = "https://files.city-library.example",
        errors(BookErrors, no_loan = 403),
    )]
    pub async fn download(self: &CityLibrary, book: BookLookup, #[header] range: Option<&str>) -> ByteStream;

    /// Adds all books of a list, a book a row.
    #[endpoint(
        POST "/imports",
        multipart,
        base = "https://files.city-library.example",
        returns(import),
        scopes("books:write"),
        errors(invalid = 422 => Invalid),
        timeout = "5m",
    )]
    pub async fn import_books(self: &CityLibrary, list: Part, dry_run: Option<bool>) -> Import;
}
