//! A member beside one that is inside it.

use sigpost::endpoint;

#[endpoint(GET "/users", returns(data, data.page))]
pub async fn list_users() -> (Vec<String>, u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = list_users();
    }
}

fn main() {
    elsewhere::used();
}
