// errors: 2
use sigpost::{endpoint, endpoints};

#[endpoints(auth(none), retries = 3, errors(gone: 410))]
pub mod api {
    #[sigpost::endpoint(GET "/users/<user>", errors(not_found = 404))]
    pub async fn get_user(user: u64) -> String;
}

#[endpoint(GET "/teams")]
pub async fn list_teams() -> Vec<String>;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> bool {
        drop(client.send(list_teams()).await);
        matches!(client.send(api::get_user(1)).await, Err(sigpost::Error::Declared(api::GetUserError::NotFound(_))))
    }
}

fn main() {}
