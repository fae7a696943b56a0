use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(Missing as "not.found" = 404))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }

    pub fn is_declared(error: &GetUserError) -> bool {
        matches!(error, GetUserError::Missing(_))
    }
}

fn main() {}
