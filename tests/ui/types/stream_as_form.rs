use sigpost::{StreamBody, endpoint};

#[endpoint(POST "/users", form)]
pub async fn create_user(#[body] user: StreamBody);

mod uses {
    use super::*;

    pub fn request(user: StreamBody) -> CreateUser {
        create_user(user)
    }
}

fn main() {}
