//! A path that is a constant, not a string.

use sigpost::endpoint;

const PATH: &str = "/users/<user>";

#[endpoint(GET PATH)]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
        let _ = PATH;
    }
}

fn main() {
    elsewhere::used();
}
