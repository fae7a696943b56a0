use sigpost::endpoint;

#[endpoint(GET "/users/<user>", attempts = 1.5)]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
