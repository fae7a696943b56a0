use sigpost::endpoint;

#[endpoint(POST "/users", multipart)]
pub async fn create_user();

mod uses {
    use super::*;

    pub fn request() -> CreateUser {
        create_user()
    }
}

fn main() {}
