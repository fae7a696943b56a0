//! More said of a secret than that it is one.

use sigpost::endpoint;

#[endpoint(GET "/a")]
pub async fn get(#[sensitive(yes)] a: u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get(1);
    }
}

fn main() {
    elsewhere::used();
}
