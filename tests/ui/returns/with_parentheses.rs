use sigpost::endpoint;

#[endpoint(GET "/users/<user>", returns(user(name)))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
