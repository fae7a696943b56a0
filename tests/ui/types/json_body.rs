use sigpost::endpoint;

pub struct Json<T>(pub T);

#[endpoint(POST "/users")]
pub async fn create_user(#[body] user: Json<String>);

mod uses {
    use super::*;

    pub fn request() -> CreateUser {
        create_user(Json(String::new()))
    }
}

fn main() {}
