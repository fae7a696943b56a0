use sigpost::{Bytes, endpoint};

#[endpoint(GET "/books/<book>/cover", returns(data))]
pub async fn get_cover(book: u64) -> Bytes;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_cover(7)).await;
    }
}

fn main() {}
