//! A borrowed path parameter that cannot be written into a path.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: &Opaque) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(&Opaque);
    }
}

fn main() {
    elsewhere::used();
}
