use serde::Deserialize;
use sigpost::{FromResponse, endpoint};

#[derive(Deserialize, FromResponse)]
pub enum Export {
    #[status(200)]
    Ready(Vec<String>),
    #[status(202)]
    Pending,
}

#[endpoint(GET "/exports/<export>")]
pub async fn get_export(export: u64) -> Export;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_export(7)).await;
    }
}

fn main() {}
