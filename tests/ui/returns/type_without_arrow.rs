use sigpost::{Client, endpoint};

#[derive(serde::Deserialize)]
pub struct Book {
    pub title: String,
}

#[endpoint(GET "/books/<book>", returns(Book))]
pub async fn get_book(book: u64);

mod uses {
    use super::*;

    pub async fn title(client: &Client) -> String {
        client.send(get_book(1)).await.unwrap().title
    }
}

fn main() {}
