//! A whole body where there are parts.

use sigpost::endpoint;

#[endpoint(POST "/files", multipart)]
pub async fn upload(#[body] name: &str);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload("a");
    }
}

fn main() {
    elsewhere::used();
}
