//! A variant that does not say its error.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(user_locked = 423)]
    Locked(Declared),
    NotFound(Declared),
}

mod elsewhere {
    use super::*;

    // A mistaken set is used like another.
    #[endpoint(GET "/users/<user>", errors(Shared))]
    pub async fn get_user(user: u64) -> String;

    pub fn handle(error: GetUserError) {
        match error {
            GetUserError::Shared(Shared::NotFound(error)) => drop(error.to_string()),
            _ => {}
        }
    }
}

fn main() {}
