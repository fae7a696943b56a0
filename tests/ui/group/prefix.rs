use sigpost::endpoints;

#[endpoints(prefix = "/users")]
pub mod users {
    use sigpost::endpoint;

    #[endpoint(GET "/<user>")]
    pub async fn get_user(user: u64);
}

mod uses {
    use super::*;

    pub fn request() -> users::GetUser {
        users::get_user(1)
    }
}

fn main() {}
