//! A usual method, written as an extension.

use sigpost::endpoint;

#[endpoint(method("get") "/a")]
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
