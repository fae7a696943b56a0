use sigpost::endpoint;

#[endpoint(POST "/users", multipart)]
pub async fn get_user(#[part] user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
