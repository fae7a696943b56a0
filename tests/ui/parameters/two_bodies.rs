use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn get_user(#[body] user: u64, #[body] name: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1, 2)
    }
}

fn main() {}
