use sigpost::endpoint;

#[endpoint(GET "/users?name={name}")]
pub async fn find_users(name: String);

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(String::new())
    }
}

fn main() {}
