//! A comma between the method and the path.

use sigpost::endpoint;

#[endpoint(GET, "/users/<user>")]
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
