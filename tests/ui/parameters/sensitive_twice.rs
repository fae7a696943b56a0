//! A secret that is one twice.

use sigpost::endpoint;

#[endpoint(GET "/a")]
pub async fn get(#[sensitive] #[sensitive] a: u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get(1);
    }
}

fn main() {
    elsewhere::used();
}
