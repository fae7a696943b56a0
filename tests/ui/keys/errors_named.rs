use sigpost::endpoint;

pub struct GetUserFailure;

#[endpoint(GET "/users/<user>", errors = GetUserFailure)]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
