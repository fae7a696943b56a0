//! A value that cannot be written into a path.

use sigpost::{endpoint, Lookup};

/// Has neither `Display` nor serde's traits.
pub struct Opaque;

#[derive(Lookup)]
pub enum UserLookup {
    Id(u64),
    Opaque(Opaque),
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: UserLookup) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(UserLookup::Id(7));
        let _ = UserLookup::Opaque(Opaque);
    }
}

fn main() {
    elsewhere::used();
}
