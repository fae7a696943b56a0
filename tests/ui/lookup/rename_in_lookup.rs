//! The name in the attribute of the enum, as in serde's.

use sigpost::{Lookup, endpoint};

#[derive(Lookup)]
pub enum UserLookup {
    Id(u64),
    #[lookup(rename = "login")]
    Name(String),
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: UserLookup) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(UserLookup::Name("ada".into()));
    }
}

fn main() {
    elsewhere::used();
}
