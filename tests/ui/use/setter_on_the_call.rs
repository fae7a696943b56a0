use sigpost::{Client, endpoint};

#[endpoint(GET "/books")]
pub async fn list_books(page: Option<u32>) -> Vec<String>;

mod uses {
    use super::*;

    pub async fn call(client: Client) {
        let _ = client.send(list_books()).page(2).await;
    }
}

fn main() {}
