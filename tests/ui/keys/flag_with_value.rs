//! A key that has no value.

use sigpost::endpoint;

#[endpoint(POST "/files", form = "nested")]
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
