//! An extension method that cannot be sent.

use sigpost::endpoint;

#[endpoint(method("PURGE ALL") "/a")]
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
