use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users?<filter..>")]
pub async fn find_users(filter: Opaque) -> String;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(Opaque)
    }
}

fn main() {}
