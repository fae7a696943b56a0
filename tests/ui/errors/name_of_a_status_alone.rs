use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(NotFound, user_locked = 423))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub fn is_not_found(error: &GetUserError) -> bool {
        matches!(error, GetUserError::NotFound(_))
    }
}

fn main() {}
