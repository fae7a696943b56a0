//! One of several members of the answer that cannot be read.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(GET "/users", returns(users, page))]
pub async fn list_users() -> (Opaque, u32);

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
