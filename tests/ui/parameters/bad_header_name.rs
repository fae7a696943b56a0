//! A header name with a space.

use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn find_users(#[header("X Team")] team: &str);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = find_users("a");
    }
}

fn main() {
    elsewhere::used();
}
