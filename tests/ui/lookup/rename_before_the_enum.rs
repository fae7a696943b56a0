//! `#[rename(…)]` before the enum, which has no name in a request.

use sigpost::{Lookup, endpoint};

#[derive(Lookup)]
#[rename("account")]
pub enum UserLookup {
    Id(u64),
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
