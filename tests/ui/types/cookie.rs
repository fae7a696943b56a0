use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users")]
pub async fn find_users(#[cookie] session: Opaque) -> String;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(Opaque)
    }
}

fn main() {}
