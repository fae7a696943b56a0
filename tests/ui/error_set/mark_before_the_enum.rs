//! `#[error(…)]` before the enum, where it says nothing: what its variants lack is not said as well.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
#[error(404)]
pub enum Shared {
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
