//! A media type without its second half.

use sigpost::endpoint;

#[endpoint(PUT "/users/<user>", media = "json")]
pub async fn get_user(user: u64, name: String) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7, String::new());
    }
}

fn main() {
    elsewhere::used();
}
