use sigpost::endpoint;

pub type Level = u64;

#[endpoint(GET "/users?<filter..>")]
pub async fn find_users(filter: Level) -> String;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(1)
    }
}

fn main() {}
