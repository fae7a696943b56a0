use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
enum Shared {
    #[error(user_not_found = 404)]
    NotFound(Declared),
}

#[endpoint(GET "/users/<user>", errors = Shared)]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_user(7)).await;
    }
}

fn main() {}
