use sigpost::endpoint;

#[endpoint(GET "/users/user>")]
pub async fn list_users();

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users()
    }
}

fn main() {}
