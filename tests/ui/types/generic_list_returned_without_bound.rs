use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn list_users<User>() -> Vec<User>;

mod uses {
    use super::*;

    pub fn request() -> ListUsers<u64> {
        list_users()
    }
}

fn main() {}
