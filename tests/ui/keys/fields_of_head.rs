//! A constant member of a body that is never sent.

use sigpost::endpoint;

#[endpoint(HEAD "/files/<file>", fields(stream = true))]
pub async fn file_information(file: u64);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = file_information(7);
    }
}

fn main() {
    elsewhere::used();
}
