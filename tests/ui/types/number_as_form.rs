//! A number as all of a form: which pair it would be is said nowhere.

use sigpost::endpoint;

#[endpoint(POST "/sizes", form)]
pub async fn add_size(#[body] size: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = add_size(7);
    }
}

fn main() {
    elsewhere::used();
}
