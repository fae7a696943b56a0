use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: Result<u64, ()>) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(Ok(1))
    }
}

fn main() {}
