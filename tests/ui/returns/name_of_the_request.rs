use sigpost::endpoint;

#[derive(serde::Deserialize)]
pub struct GetUser {
    pub name: String,
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: u64) -> GetUser;

fn main() {}
