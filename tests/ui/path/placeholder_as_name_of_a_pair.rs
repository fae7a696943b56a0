use sigpost::endpoint;

#[endpoint(GET "/users?<name>=Ada")]
pub async fn find_users(name: u64);

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(1)
    }
}

fn main() {}
