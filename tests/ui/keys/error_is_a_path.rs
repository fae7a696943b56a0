use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404), error = crate::UserError)]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }

    pub fn is_not_found(error: &UserError) -> bool {
        matches!(error, UserError::NotFound(_))
    }
}

fn main() {}
