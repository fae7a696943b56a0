//! An idempotency key, and a parameter that always gives it.

use sigpost::endpoint;

#[endpoint(POST "/a", idempotency_key = "X-Key")]
pub async fn get(#[header] x_key: u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get(1);
    }
}

fn main() {
    elsewhere::used();
}
