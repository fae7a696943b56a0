use sigpost::endpoint;

#[endpoint(GET "/users/<user>", headers("X-Team" = "a"))]
pub async fn get_user(user: u64, #[header] x_team: String);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1, String::new())
    }
}

fn main() {}
