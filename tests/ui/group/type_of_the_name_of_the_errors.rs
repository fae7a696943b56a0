use sigpost::{endpoint, endpoints};

#[endpoints(auth(none))]
pub mod api {
    use super::*;

    #[derive(Debug)]
    pub enum GetBookError {
        Lost,
    }

    #[endpoint(GET "/books/<book>", errors(gone = 410))]
    pub async fn get_book(book: u64) -> String;
}

mod uses {
    use super::*;

    pub fn request() -> api::GetBook {
        drop(api::GetBookError::Lost);
        api::get_book(1)
    }
}

fn main() {}
