use sigpost::endpoint;

#[derive(serde::Serialize)]
pub struct CreateUser {
    pub name: String,
}

#[endpoint(POST "/users")]
pub async fn create_user(#[body] user: CreateUser) -> String;

mod uses {
    use super::*;

    pub fn request() -> CreateUserRequest {
        create_user(CreateUser { name: String::new() })
    }
}

fn main() {}
