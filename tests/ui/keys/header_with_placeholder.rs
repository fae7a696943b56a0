use sigpost::endpoint;

#[endpoint(GET "/users", headers("Authorization" = "Bearer {token}"))]
pub async fn list_users(token: String);

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users("secret".into())
    }
}

fn main() {}
