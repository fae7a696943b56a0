use sigpost::endpoint;

#[endpoint(GET "/users?<filter..>")]
pub async fn find_users(filter: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(1)
    }
}

fn main() {}
