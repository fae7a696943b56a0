//! The name of an extension method without quotes.

use sigpost::endpoint;

#[endpoint(method(PURGE) "/a")]
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
