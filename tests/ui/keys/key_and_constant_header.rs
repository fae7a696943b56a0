//! An idempotency key, and a constant header of its name.

use sigpost::endpoint;

#[endpoint(POST "/a", idempotency_key = "X-Key", headers("x-key" = "1"))]
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
