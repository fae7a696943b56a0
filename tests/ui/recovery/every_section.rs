// errors: 9
use sigpost::endpoint;

#[endpoint(
    GTE "/users/{user}",
    returns(0),
    errors(not_found: 404, gone = 410),
    idempotent = true,
)]
pub unsafe fn get_user(#[qurey] user: u64, mut page: Option<u32>) -> Result<String, ()>;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> Option<String> {
        match client.send(get_user(1).page(2)).await {
            Ok(user) => Some(user),
            Err(sigpost::Error::Declared(GetUserError::NotFound(_) | GetUserError::Gone(_))) => None,
            Err(_) => None,
        }
    }
}

fn main() {}
