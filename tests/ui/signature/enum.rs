use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub enum GetUser {
    User,
}

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        GetUser::User
    }
}

fn main() {}
