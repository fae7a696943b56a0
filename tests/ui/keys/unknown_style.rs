//! A style of names that there is not.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", rename_all = "camelcase")]
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
