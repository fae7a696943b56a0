//! A receiver by value.

use sigpost::endpoint;

pub struct Identity;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(self: Identity, user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = |identity: Identity| identity.get_user(7);
    }
}

fn main() {
    elsewhere::used();
}
