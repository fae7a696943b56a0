//! A list as one header value.

use sigpost::endpoint;

#[endpoint(GET "/a")]
pub async fn get(#[header] a: Vec<u64>);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get(vec![1]);
    }
}

fn main() {
    elsewhere::used();
}
