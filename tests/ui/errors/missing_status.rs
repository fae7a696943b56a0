//! A code without a status.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(user_not_found = 404, user_locked))]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
    }

    pub fn handle(error: GetUserError) {
        match error {
            GetUserError::UserNotFound(_) => {}
            _ => {}
        }
    }
}

fn main() {
    elsewhere::used();
}
