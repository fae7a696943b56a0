use sigpost::FromResponse;

#[derive(Debug, FromResponse)]
pub enum Export {
    #[status(200, 200)]
    Ready(String),
}

mod uses {
    use super::*;

    #[sigpost::endpoint(GET "/export")]
    pub async fn get_export() -> Export;
}

fn main() {}
