use sigpost::endpoint;

#[endpoint(GET "/users/<userId>")]
pub async fn get_user(user_id: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
