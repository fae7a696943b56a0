//! A media type that is no multipart type.

use sigpost::endpoint;

#[endpoint(POST "/files", multipart, media = "application/json")]
pub async fn upload(name: &str);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = upload("a");
    }
}

fn main() {
    elsewhere::used();
}
