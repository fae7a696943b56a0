//! A type where a set stands.

use sigpost::endpoint;

#[derive(Debug)]
pub enum ApiErrors {
    NotFound,
}

#[endpoint(GET "/users/<user>", errors = ApiErrors)]
pub async fn get_user(user: u64) -> String;

pub async fn call(client: &sigpost::Client) -> bool {
    client.send(get_user(7)).await.is_ok()
}

fn main() {}
