use sigpost::endpoints;

#[endpoints(base_url = "https://api.example.com")]
pub mod api {
    use sigpost::endpoint;

    #[endpoint(GET "/users/<user>")]
    pub async fn get_user(user: u64) -> String;
}

mod uses {
    use super::*;

    pub fn request() -> api::GetUser {
        api::get_user(1)
    }
}

fn main() {}
