//! A list as all of a form, without the name of its pairs.

use sigpost::endpoint;

#[endpoint(POST "/sizes", form)]
pub async fn add_sizes(#[body] sizes: &[u64]) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = add_sizes(&[7]);
    }
}

fn main() {
    elsewhere::used();
}
