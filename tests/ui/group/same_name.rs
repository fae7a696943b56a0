use sigpost::{endpoint, endpoints};

#[endpoints(auth(none))]
pub mod api {
    use super::*;

    #[endpoint(GET "/books/<book>", errors(gone = 410))]
    pub async fn get_book(book: u64) -> String;

    #[endpoint(GET "/shelves/<shelf>/books/<book>", errors(moved = 410))]
    pub async fn get_book(shelf: &str, book: u64, page: Option<u32>) -> String;
}

mod uses {
    use super::*;

    pub fn request() -> api::GetBook {
        api::get_book(1)
    }
}

fn main() {}
