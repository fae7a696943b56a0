use sigpost::endpoint;

// said by the compiler
#[endpoint(GET "/books/<book>")]
pub async fn get_book(book: , page: u32) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetBook {
        get_book("one", 2)
    }
}

fn main() {}
