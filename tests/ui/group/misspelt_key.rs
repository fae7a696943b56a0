//! A key of a group that is nearly one.

use sigpost::endpoints;

#[endpoints(renameall = "camelCase")]
pub mod api {
    use sigpost::endpoint;

    #[endpoint(GET "/users/<user>")]
    pub async fn get_user(user: u64) -> String;
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
