use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users/<user>", errors(bad = 400 => Opaque))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
