use sigpost::endpoints;

// said by the compiler
#[endpoints(auth(none))]
pub mod api {
    use sigpost::endpoint;

    /// Gives a book.
    #[endpoint(GET "/books/<book>")]
    pub async fn get_book(book: , page: Option<u32>) -> String;

    /// Lists the books.
    #[endpoint(GET "/books")]
    pub async fn list_books(page: Option<u32>) -> Vec<String>;
}

mod uses {
    use super::*;

    pub fn requests() -> (api::GetBook, api::ListBooks) {
        (api::get_book(1).page(2), api::list_books().page(2))
    }
}

fn main() {}
