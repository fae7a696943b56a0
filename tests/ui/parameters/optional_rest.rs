use sigpost::endpoint;

#[endpoint(GET "/users/<user..>")]
pub async fn get_user(user: Option<String>) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user().user(String::new())
    }
}

fn main() {}
