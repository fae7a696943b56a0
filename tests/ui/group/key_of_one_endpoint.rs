use sigpost::endpoints;

#[endpoints(returns(user))]
pub mod api {
    #[sigpost::endpoint(GET "/users/<user>")]
    pub async fn get_user(user: u64);
}

pub use api::{GetUser, get_user};

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
