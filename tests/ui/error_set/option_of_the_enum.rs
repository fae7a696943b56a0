//! `#[error_set(…)]`, which says something to the enum, before a variant.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error_set(user_not_found = 404)]
    NotFound(Declared),
}

#[endpoint(GET "/users/<user>", errors(Shared))]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
    }
}

fn main() {
    elsewhere::used();
}
