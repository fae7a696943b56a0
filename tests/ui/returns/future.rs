use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub fn get_user(user: u64) -> impl Future<Output = String>;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
