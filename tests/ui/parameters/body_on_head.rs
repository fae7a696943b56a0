use sigpost::endpoint;

#[endpoint(HEAD "/users")]
pub async fn get_user(#[body] user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
