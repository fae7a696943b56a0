use sigpost::endpoint;

#[endpoint(GET "/users/<user>", request(OneUser), errors(NotFound = 404))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> OneUser {
        get_user(1)
    }

    pub fn is_declared(error: &OneUserError) -> bool {
        matches!(error, OneUserError::NotFound(_))
    }
}

fn main() {}
