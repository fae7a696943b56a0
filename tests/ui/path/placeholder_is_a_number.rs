use sigpost::endpoint;

#[endpoint(GET "/users/<0>")]
pub async fn get_user();

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user()
    }
}

fn main() {}
