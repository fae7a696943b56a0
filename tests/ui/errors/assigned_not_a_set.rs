//! A type where a set stands.

use sigpost::endpoint;

#[derive(Debug)]
pub enum ApiErrors {
    NotFound,
}

#[endpoint(GET "/users/<user>", errors = ApiErrors)]
pub async fn get_user(user: u64) -> String;

fn main() {}
