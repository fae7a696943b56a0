//! A member of the answer that cannot be read.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(GET "/users/<user>", returns(user))]
pub async fn get_user(user: u64) -> Opaque;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
        let _ = Opaque;
    }
}

fn main() {
    elsewhere::used();
}
