//! An idempotency key in a field that there cannot be.

use sigpost::endpoint;

#[endpoint(POST "/a", idempotency_key = "Bad Name")]
pub async fn get(a: u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get(1);
    }
}

fn main() {
    elsewhere::used();
}
