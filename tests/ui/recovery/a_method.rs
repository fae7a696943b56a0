use sigpost::endpoint;

pub struct Api(sigpost::Client);

impl AsRef<sigpost::Client> for Api {
    fn as_ref(&self) -> &sigpost::Client {
        &self.0
    }
}

#[endpoint(GET "/users/<user>", errors(not_found = 404), retries = 3)]
pub async fn get_user(self: &Api, user: u64, page: Option<u32>) -> String;

mod uses {
    use std::time::Duration;

    use sigpost::Bound as _;

    use super::*;

    pub async fn call(api: &Api) -> Result<String, sigpost::Error<GetUserError>> {
        api.get_user(1).page(2).timeout(Duration::from_secs(1)).await
    }
}

fn main() {}
