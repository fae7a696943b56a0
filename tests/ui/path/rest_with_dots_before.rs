use sigpost::endpoint;

#[endpoint(GET "/users/<..user>")]
pub async fn get_user(user: &str);

mod uses {
    use super::*;

    pub fn request() -> GetUser<'static> {
        get_user("a")
    }
}

fn main() {}
