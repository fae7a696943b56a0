//! More members than the tuple has elements.

use sigpost::endpoint;

#[endpoint(GET "/users", returns(users, page, total))]
pub async fn list_users() -> (Vec<String>, u32);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = list_users();
    }
}

fn main() {
    elsewhere::used();
}
