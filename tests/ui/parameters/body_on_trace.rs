use sigpost::endpoint;

#[endpoint(TRACE "/users")]
pub async fn get_user(#[body] user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
