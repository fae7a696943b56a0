//! What stands beside the items says nothing of the next page.

use serde::Deserialize;
use sigpost::endpoint;

#[derive(Deserialize)]
pub struct Pagination {}

#[endpoint(GET "/users", returns(users, pagination), paginate(page))]
pub async fn list_users(page: Option<u32>) -> (Vec<String>, Pagination);

fn main() {
    let _ = list_users();
}
