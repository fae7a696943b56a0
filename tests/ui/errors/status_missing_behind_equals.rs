use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(conflict = , user_locked = 423))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub fn is_conflict(error: &GetUserError) -> bool {
        matches!(error, GetUserError::Conflict(_))
    }
}

fn main() {}
