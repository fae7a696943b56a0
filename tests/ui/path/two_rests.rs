//! Two placeholders that take several segments each: nobody can say where the one ends.

use sigpost::endpoint;

#[endpoint(GET "/files/<file..>/history/<revision..>")]
pub async fn get_file(file: &str, revision: &str) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_file("a/b", "c");
    }
}

fn main() {
    elsewhere::used();
}
