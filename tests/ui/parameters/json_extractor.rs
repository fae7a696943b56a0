use sigpost::endpoint;

pub struct NewUser;

#[endpoint(POST "/users")]
pub async fn create_user(Json(user): Json<NewUser>);

mod uses {
    use super::*;

    pub fn request() -> CreateUser {
        create_user(NewUser)
    }
}

fn main() {}
