//! Credentials in an address, which would go into every log.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", base = "https://ada:secret@example.com")]
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
