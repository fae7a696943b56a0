use sigpost::{endpoint, endpoints};

#[endpoints(auth(none))]
pub mod api {
    use super::*;

    #[endpoint(GET "/books/<book>")]
    pub async fn get_book(book: u64, page: Option<u32>) -> String;

    #[derive(Debug, PartialEq)]
    pub struct GetBook {
        pub book: u64,
    }
}

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> String {
        let asked = api::GetBook { book: 1 };
        client.send(api::get_book(asked.book).page(2)).await.unwrap()
    }
}

fn main() {}
