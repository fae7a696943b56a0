use sigpost::endpoint;

#[endpoint(POST "/users", json, form)]
pub async fn create_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> CreateUser {
        create_user(1)
    }
}

fn main() {}
