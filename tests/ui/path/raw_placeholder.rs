use sigpost::endpoint;

#[endpoint(GET "/users/<r#type>")]
pub async fn list_users(r#type: u64);

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users(1)
    }
}

fn main() {}
