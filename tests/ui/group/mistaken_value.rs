//! A value that no endpoint inside can use, reported once.

use sigpost::endpoints;

#[endpoints(headers("X Team" = "a"))]
pub mod api {
    use sigpost::endpoint;

    #[endpoint(GET "/users/<user>")]
    pub async fn get_user(user: u64) -> String;

    #[endpoint(GET "/users")]
    pub async fn list_users() -> String;
}

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = api::get_user(7);
    }
}

fn main() {
    elsewhere::used();
}
