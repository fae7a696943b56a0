use sigpost::endpoint;

#[derive(serde::Serialize)]
pub struct User;

#[endpoint(GET "/users")]
pub async fn user(ids: Vec<User>) -> String;

mod uses {
    use super::*;

    pub fn request() -> UserRequest {
        user(vec![User])
    }
}

fn main() {}
