// errors: 2
//! The compiler says it of `ErrorSet` and of `std::error::Error`, at one place, and not where the set is used.

use sigpost::{Declared, ErrorSet, endpoint};

#[derive(ErrorSet)]
pub enum Shared {
    #[error(user_not_found = 404)]
    NotFound(Declared),
}

#[endpoint(GET "/users/<user>", errors(user_locked = 423, Shared))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_user(7)).await;
    }
}

fn main() {}
