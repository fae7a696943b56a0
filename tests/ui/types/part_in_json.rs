//! A file where `multipart` is missing.

use sigpost::endpoint;

#[endpoint(POST "/files")]
pub async fn upload(file: sigpost::Part);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload(sigpost::Part::text("a"));
    }
}

fn main() {
    elsewhere::used();
}
