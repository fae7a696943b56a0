//! A lookup that is a struct.

use sigpost::{endpoint, Lookup};

#[derive(Lookup)]
pub struct UserLookup {
    pub id: u64,
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: UserLookup) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(UserLookup { id: 7 });
    }
}

fn main() {
    elsewhere::used();
}
