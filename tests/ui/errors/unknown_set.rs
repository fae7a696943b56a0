//! A misspelt set.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(404)]
    NotFound(Declared),
}

#[endpoint(GET "/users/<user>", errors(Shard))]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn handle(error: GetUserError) {
        match error {
            GetUserError::Shard(Shared::NotFound(error)) => drop(error),
            _ => {}
        }
    }
}

fn main() {}
