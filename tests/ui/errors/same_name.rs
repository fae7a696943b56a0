//! Two codes that give one name.

use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(user_not_found = 404, "user.not.found" = 410))]
pub async fn get_user(user: u64) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_user(7);
    }

    pub fn handle(error: GetUserError) {
        match error {
            GetUserError::UserNotFound(_) => {}
        }
    }
}

fn main() {
    elsewhere::used();
}
