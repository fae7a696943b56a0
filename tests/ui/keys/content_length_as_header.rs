//! A length that the body may not have.

use sigpost::endpoint;

#[endpoint(POST "/jobs", headers("Content-Length" = "0"))]
pub async fn start_job();

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = start_job();
    }
}

fn main() {
    elsewhere::used();
}
