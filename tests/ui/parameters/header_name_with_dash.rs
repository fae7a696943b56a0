use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: u64, #[header(X-Page)] page: u32);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1, 2)
    }
}

fn main() {}
