//! An attribute on a struct.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub struct GetUser {
    pub user: u64,
}

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = GetUser { user: 7 };
    }
}

fn main() {
    elsewhere::used();
}
