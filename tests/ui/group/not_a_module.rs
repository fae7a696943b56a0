//! A group that is a function.

use sigpost::endpoints;

#[endpoints(rename_all = "camelCase")]
pub fn api() {}

mod elsewhere {
    use super::*;

    pub fn used() {
        api();
    }
}

fn main() {
    elsewhere::used();
}
