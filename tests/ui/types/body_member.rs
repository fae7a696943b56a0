//! A member of the body that cannot be serialized.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(POST "/users")]
pub async fn create_user(user: Opaque) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = create_user(Opaque);
    }
}

fn main() {
    elsewhere::used();
}
