use sigpost::endpoint;

pub struct Shared;

#[endpoint(GET "/users/<user>", errors(user_locked = 423, Shared))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_user(7)).await;
    }
}

fn main() {}
