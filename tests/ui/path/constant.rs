use sigpost::endpoint;

const USERS: &str = "/users";

#[endpoint(GET USERS)]
pub async fn list_users();

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users()
    }

    pub const PATH: &str = USERS;
}

fn main() {}
