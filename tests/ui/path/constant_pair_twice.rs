use sigpost::endpoint;

#[endpoint(GET "/users?sort=asc&sort=asc")]
pub async fn list_users();

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users()
    }
}

fn main() {}
