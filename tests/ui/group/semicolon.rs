use sigpost::endpoints;

#[endpoints(auth(none); timeout = "30s")]
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
