//! Two parameters that are sent under one name.

use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn find_users(team: &str, #[rename("team")] other: &str);

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = find_users("a", "b");
    }
}

fn main() {
    elsewhere::used();
}
