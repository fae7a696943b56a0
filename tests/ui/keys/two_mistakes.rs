// errors: 2
//! Two keys, each with a mistake of its own.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", timeout = "soon", idempotent = true)]
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
