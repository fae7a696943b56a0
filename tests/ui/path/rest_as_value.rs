use sigpost::endpoint;

#[endpoint(GET "/users?filter=<filter..>")]
pub async fn find_users(filter: String);

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(String::new())
    }
}

fn main() {}
