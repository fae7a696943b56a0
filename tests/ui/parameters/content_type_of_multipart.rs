//! A media type that would lack the boundary.

use sigpost::endpoint;

#[endpoint(POST "/files", multipart)]
pub async fn upload(name: &str, #[header] content_type: &str);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload("a", "b");
    }
}

fn main() {
    elsewhere::used();
}
