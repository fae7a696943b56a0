//! One placeholder in two places.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>/friends/<user>")]
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
