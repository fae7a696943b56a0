//! A part that is neither a `Part` nor can be serialized.

use sigpost::endpoint;

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[endpoint(POST "/files", multipart)]
pub async fn upload(file: Vec<Opaque>);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload(vec![Opaque]);
    }
}

fn main() {
    elsewhere::used();
}
