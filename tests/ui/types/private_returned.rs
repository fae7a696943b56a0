use serde::Deserialize;
use sigpost::endpoint;

#[derive(Deserialize)]
struct User {
    id: u64,
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: u64) -> User;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_user(7)).await.map(|user| user.id);
    }
}

fn main() {}
