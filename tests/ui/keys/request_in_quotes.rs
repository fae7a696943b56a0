use sigpost::endpoint;

#[endpoint(GET "/users/<user>", request = "UserRequest")]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> UserRequest {
        get_user(1)
    }
}

fn main() {}
