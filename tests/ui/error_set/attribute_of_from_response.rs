//! `#[status(…)]`, which is for answers by status, where `#[error(…)]` is meant.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[status(404)]
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
