//! A part of the path that may be left out.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: Option<u64>) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user().user(7);
    }
}

fn main() {
    elsewhere::used();
}
