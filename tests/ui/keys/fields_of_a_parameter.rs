//! A constant member with the name of a parameter.

use sigpost::endpoint;

#[endpoint(POST "/chat", fields(stream = true))]
pub async fn chat(question: &str, stream: bool);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = chat("Who?", true);
    }
}

fn main() {
    elsewhere::used();
}
