use serde::Deserialize;
use sigpost::{FromResponse, endpoint};

#[derive(Deserialize)]
pub struct Report {
    pub rows: u64,
}

#[derive(FromResponse)]
pub enum Export {
    #[status(200)]
    Ready(Report),
    #[status(202)]
    Pending,
}

#[endpoint(GET "/exports/<export>", returns(data))]
pub async fn get_export(export: u64) -> Export;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_export(7)).await;
    }
}

fn main() {}
