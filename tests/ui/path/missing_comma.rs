//! No comma between the path and a key.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>" returns(user))]
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
