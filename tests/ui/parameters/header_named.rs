use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: u64, #[header(name = "X-Team")] team: &str) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser<'static> {
        get_user(1, "a")
    }
}

fn main() {}
