#![deny(warnings)]

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404))]
async fn get_user(user: u64, page: Option<u32>) -> String;


fn main() {}
