//! A body behind a reference that cannot be sent.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(POST "/files")]
pub async fn upload(#[body] file: Option<&Opaque>);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload().file(&Opaque);
    }
}

fn main() {
    elsewhere::used();
}
