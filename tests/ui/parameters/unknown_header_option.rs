//! An option of a header that there is not.

use sigpost::endpoint;

#[endpoint(GET "/a")]
pub async fn get(#[header("X-A", style = pipe)] a: u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get(1);
    }
}

fn main() {
    elsewhere::used();
}
