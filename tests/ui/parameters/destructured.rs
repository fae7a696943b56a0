use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(Some(user): Option<u64>) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(Some(1))
    }
}

fn main() {}
