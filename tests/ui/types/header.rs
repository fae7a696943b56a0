use sigpost::endpoint;

pub struct Opaque;

#[endpoint(POST "/users")]
pub async fn get_user(#[header] user: Opaque);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(Opaque)
    }
}

fn main() {}
