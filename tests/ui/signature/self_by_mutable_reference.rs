use sigpost::endpoint;

pub struct Api;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(self: &mut Api, user: u64) -> String;

mod uses {
    use super::*;

    pub fn request(api: &mut Api) -> GetUser {
        api.get_user(1)
    }
}

fn main() {}
