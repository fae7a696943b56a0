//! Two variants that are sent under one name.

use sigpost::{endpoint, Lookup};

#[derive(Lookup)]
pub enum UserLookup {
    Id(u64),
    #[rename("id")]
    Uuid(String),
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: UserLookup) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(UserLookup::Id(7));
        let _ = UserLookup::Uuid(String::new());
    }
}

fn main() {
    elsewhere::used();
}
