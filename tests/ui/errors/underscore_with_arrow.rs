use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(_ => Other))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }

    pub fn is_declared(error: &GetUserError) -> bool {
        matches!(error, GetUserError::Other(_))
    }
}

fn main() {}
