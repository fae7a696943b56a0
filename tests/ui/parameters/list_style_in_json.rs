//! A list style where lists have one form only.

use sigpost::endpoint;

#[endpoint(POST "/tags")]
pub async fn add(#[field(style = brackets)] tags: Vec<String>);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = add(vec![]);
    }
}

fn main() {
    elsewhere::used();
}
