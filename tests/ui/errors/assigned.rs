//! A code where a set stands.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors = user_not_found)]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub fn handle(_: GetUserError) {}
}

fn main() {}
