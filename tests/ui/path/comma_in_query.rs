use sigpost::endpoint;

#[endpoint(GET "/users?<page>,<size>")]
pub async fn list_users(page: u32, size: u32);

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users(1, 2)
    }
}

fn main() {}
