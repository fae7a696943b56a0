//! A return type that there is not.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: u64) -> Uesr;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
    }
}

fn main() {
    elsewhere::used();
}
