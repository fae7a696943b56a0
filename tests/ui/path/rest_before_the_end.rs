//! A rest of the path that has something behind it.

use sigpost::endpoint;

#[endpoint(GET "/files/<file..>/history")]
pub async fn get_file(file: &str) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_file("a/b");
    }
}

fn main() {
    elsewhere::used();
}
