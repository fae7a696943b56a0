use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users")]
pub async fn find_users() -> Option<Opaque>;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users()
    }
}

fn main() {}
