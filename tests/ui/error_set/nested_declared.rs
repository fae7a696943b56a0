//! One error, marked as if it were a set of them.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(nested)]
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
