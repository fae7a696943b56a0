//! A list in the path whose elements cannot be sent.

use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users/<users>")]
pub async fn get_users(#[path(style = comma)] users: Vec<Opaque>) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = get_users(vec![Opaque]);
    }
}

fn main() {
    elsewhere::used();
}
