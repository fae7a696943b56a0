//! A member of a body that another parameter is.

use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn create_user(#[body] user: String, team: String);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = create_user(String::new(), String::new());
    }
}

fn main() {
    elsewhere::used();
}
