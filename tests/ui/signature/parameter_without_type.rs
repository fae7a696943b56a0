use sigpost::endpoint;

// said by the compiler
#[endpoint(GET "/users/<user>")]
pub async fn get_user(user) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
