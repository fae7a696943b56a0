//! A method that has no path.

use sigpost::endpoint;

#[endpoint(method("CONNECT") "/a")]
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
