// errors: 2
use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(404: NotFound, 409: Taken))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }

    pub fn is_declared(error: &GetUserError) -> bool {
        matches!(error, GetUserError::Taken(_))
    }
}

fn main() {}
