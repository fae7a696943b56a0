//! An element of a list, where members are named.

use sigpost::endpoint;

#[endpoint(GET "/users", returns(users.0))]
pub async fn first_user() -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = first_user();
    }
}

fn main() {
    elsewhere::used();
}
