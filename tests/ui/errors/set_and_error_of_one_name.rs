use sigpost::endpoint;

#[derive(Debug, sigpost::ErrorSet)]
pub enum Shared {
    #[error(404)]
    NotFound(sigpost::Declared),
}

#[endpoint(GET "/users/<user>", errors(shared = 404, Shared))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
