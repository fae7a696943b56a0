use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(self: &Opaque, user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        Opaque.get_user(1)
    }
}

fn main() {}
