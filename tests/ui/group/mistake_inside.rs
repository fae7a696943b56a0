//! A mistake of an endpoint in a group.

use sigpost::endpoints;

#[endpoints(rename_all = "camelCase")]
pub mod api {
    use sigpost::endpoint;

    #[endpoint(GET "/users/<usr>")]
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
