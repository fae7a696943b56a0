use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user<'a>(user: u64) -> &'a str;

mod uses {
    use super::*;

    pub fn request() -> GetUser<'static> {
        get_user(1)
    }
}

fn main() {}
