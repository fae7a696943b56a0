//! An optional cookie that cannot be written as text.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(GET "/users")]
pub async fn list_users(#[cookie] session: Option<Opaque>) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = list_users().session(Opaque);
    }
}

fn main() {
    elsewhere::used();
}
