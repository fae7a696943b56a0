use sigpost::endpoint;

pub type User = String;

#[endpoint(GET "/users/<user>", request = User)]
pub async fn get_user(user: u64) -> User;

mod uses {
    use super::*;

    pub fn request() -> UserRequest {
        get_user(1)
    }
}

fn main() {}
