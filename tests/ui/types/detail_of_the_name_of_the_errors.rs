use sigpost::endpoint;

#[derive(Debug, serde::Deserialize)]
pub struct GetUserError {
    pub reason: String,
}

#[endpoint(GET "/users/<user>", errors(not_found = 404 => GetUserError))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn reason(error: GetUserError) -> String {
        error.reason
    }
}

fn main() {}
