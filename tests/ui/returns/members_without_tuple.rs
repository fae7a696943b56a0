//! Two members for a type that is no tuple.

use sigpost::endpoint;

#[endpoint(GET "/users", returns(users, page))]
pub async fn list_users() -> Vec<String>;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = list_users();
    }
}

fn main() {
    elsewhere::used();
}
