//! A body that is a form and has parts.

use sigpost::endpoint;

#[endpoint(POST "/files", form, multipart)]
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
