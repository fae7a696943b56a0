//! A constant member whose value is none.

use sigpost::endpoint;

const STREAM: bool = true;

#[endpoint(POST "/chat", fields(stream = STREAM))]
pub async fn chat(question: &str);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = (chat("Who?"), STREAM);
    }
}

fn main() {
    elsewhere::used();
}
