//! An optional query parameter that cannot be serialized.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(GET "/users")]
pub async fn find_users(filter: Option<Opaque>) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = find_users().filter(Opaque);
    }
}

fn main() {
    elsewhere::used();
}
