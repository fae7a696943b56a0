//! A type that is no set of errors, among the errors.

use sigpost::endpoint;

#[derive(Debug)]
pub enum Shared {
    NotFound,
}

#[endpoint(GET "/users/<user>", errors(user_locked = 423, Shared))]
pub async fn get_user(user: u64) -> String;

fn main() {
    let _ = get_user(7);
}
