// said by the compiler
#![deny(deprecated)]

use sigpost::endpoint;

#[deprecated(note = "there is a new one")]
#[endpoint(GET "/users/<user>", errors(not_found = 404))]
pub async fn get_user(user: u64, page: Option<u32>) -> String;

pub fn request() -> GetUser {
    get_user(7)
}

fn main() {}
