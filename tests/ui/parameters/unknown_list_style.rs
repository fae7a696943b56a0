//! A list style that there is not.

use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn find_users(#[query(style = semicolon)] ids: Vec<u64>);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = find_users(vec![1]);
    }
}

fn main() {
    elsewhere::used();
}
