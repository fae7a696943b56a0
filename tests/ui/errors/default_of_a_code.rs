//! A code that has a default for its status.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(user_not_found = 404, other = default))]
pub async fn get_user(user: u64) -> String;

fn main() {
    let _ = get_user(7);
}
