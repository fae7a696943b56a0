use sigpost::endpoint;

#[endpoint(GET "/users?id=<user>")]
pub async fn get_user(#[rename("other")] user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
