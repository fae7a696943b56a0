//! A return type with something in it that cannot be read.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(GET "/users")]
pub async fn list_users() -> Vec<Opaque>;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = list_users();
        let _ = Opaque;
    }
}

fn main() {
    elsewhere::used();
}
