use sigpost::{Client, endpoint};

#[endpoint(GET "/users/<user>")]
pub async fn get_user(self: &Client, user: u64) -> String;

fn main() {}
