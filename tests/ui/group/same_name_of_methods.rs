use sigpost::{Client, endpoint, endpoints};

#[endpoints(auth(none))]
pub mod api {
    use super::*;

    pub struct Books(pub Client);

    impl AsRef<Client> for Books {
        fn as_ref(&self) -> &Client {
            &self.0
        }
    }

    pub struct Shelves(pub Client);

    impl AsRef<Client> for Shelves {
        fn as_ref(&self) -> &Client {
            &self.0
        }
    }

    #[endpoint(GET "/books", errors(gone = 410))]
    pub async fn list(self: &Books, page: Option<u32>) -> Vec<String>;

    #[endpoint(GET "/shelves", errors(moved = 410))]
    pub async fn list(self: &Shelves, page: Option<u32>) -> Vec<u64>;
}

mod uses {
    use super::*;

    pub async fn all(books: &api::Books, shelves: &api::Shelves) -> (Vec<String>, Vec<u64>) {
        (books.list().page(1).await.unwrap(), shelves.list().await.unwrap())
    }
}

fn main() {}
