//! A base that is no address.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", base = "uploads.example.com")]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
    }
}

fn main() {
    elsewhere::used();
}
