use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub struct GetUser;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        GetUser
    }
}

fn main() {}
