//! A parameter in the place of the kind.

use sigpost::endpoint;

#[endpoint(GET "/users", paginate(starting_after))]
pub async fn list_users(starting_after: Option<String>) -> Vec<String>;

fn main() {
    let _ = list_users();
}
