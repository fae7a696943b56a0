// said by the compiler
#![deny(unused_must_use)]

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404))]
pub async fn get_user(user: u64, page: Option<u32>) -> String;

pub async fn forgotten(client: &sigpost::Client) {
    client.send(get_user(7)).await;
}

fn main() {}
