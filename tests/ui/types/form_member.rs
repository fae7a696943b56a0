use sigpost::endpoint;

pub struct Opaque;

#[endpoint(POST "/users", form)]
pub async fn create_user(user: Opaque) -> String;

mod uses {
    use super::*;

    pub fn request() -> CreateUser {
        create_user(Opaque)
    }
}

fn main() {}
