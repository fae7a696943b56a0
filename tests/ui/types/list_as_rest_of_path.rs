//! A list of segments where the rest of a path is one text.

use sigpost::endpoint;

#[endpoint(GET "/files/<file..>")]
pub async fn get_file(file: Vec<String>) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_file(vec!["a".into()]);
    }
}

fn main() {
    elsewhere::used();
}
