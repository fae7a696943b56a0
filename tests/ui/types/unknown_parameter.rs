//! A parameter type that there is not.

use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn create_user(user: Uesr) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = create_user;
    }
}

fn main() {
    elsewhere::used();
}
