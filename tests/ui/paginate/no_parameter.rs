//! A kind whose parameter is not there.

use sigpost::endpoint;

#[endpoint(GET "/users", paginate(page))]
pub async fn list_users(number: Option<u32>) -> Vec<String>;

fn main() {
    let _ = list_users();
}
