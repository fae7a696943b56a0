//! A percent sign that begins no escape.

use sigpost::endpoint;

#[endpoint(GET "/discounts/50%/<user>")]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
    }
}

fn main() {
    elsewhere::used();
}
