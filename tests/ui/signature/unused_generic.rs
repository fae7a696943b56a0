use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user<T: Clone>(user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser<u64> {
        get_user(1)
    }
}

fn main() {}
