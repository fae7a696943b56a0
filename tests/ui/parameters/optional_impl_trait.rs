//! A type that nobody knows when the parameter is left out.

use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn find_users(name: Option<impl ToString>);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = find_users();
    }
}

fn main() {
    elsewhere::used();
}
