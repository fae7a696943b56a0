use sigpost::endpoint;

#[endpoint(POST "/users", media = "application/merge-patch+json", headers("Content-Type" = "text/plain"))]
pub async fn create_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> CreateUser {
        create_user(1)
    }
}

fn main() {}
