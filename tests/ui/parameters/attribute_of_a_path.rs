use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn get_user(#[sigpost::query] user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
