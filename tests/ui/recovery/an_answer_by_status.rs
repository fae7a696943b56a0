use sigpost::{FromResponse, endpoint};

#[derive(Debug, FromResponse)]
pub enum Export {
    #[status(200)]
    Ready(String),
    Pending,
}

#[endpoint(GET "/exports/<export>")]
pub async fn get_export(export: u64) -> Export;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> bool {
        matches!(client.send(get_export(1)).await, Ok(Export::Ready(_)))
    }
}

fn main() {}
