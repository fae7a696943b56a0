use sigpost::endpoint;

pub struct Opaque;

#[endpoint(POST "/users")]
pub async fn get_user(#[body] user: Vec<Opaque>);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(vec![Opaque])
    }
}

fn main() {}
