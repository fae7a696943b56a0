use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(NotFound = 404), errors(Gone = 410))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }

    pub fn is_not_found(error: &GetUserError) -> bool {
        matches!(error, GetUserError::NotFound(_))
    }

    pub fn is_gone(error: &GetUserError) -> bool {
        matches!(error, GetUserError::Gone(_))
    }
}

fn main() {}
