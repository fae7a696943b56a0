use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404), retries = 3)]
pub async fn get_user(user: u64, page: Option<u32>) -> String;

pub fn is_not_found(error: &GetUserError) -> bool {
    matches!(error, GetUserError::NotFound(_))
}

pub async fn send(client: &sigpost::Client) -> Result<String, sigpost::Error<GetUserError>> {
    client.send(get_user(1).page(2)).await
}

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1).page(2)
    }
}

fn main() {}
