// errors: 2
use sigpost::endpoints;

#[endpoints(errors(NotFound = 404, other), prefix = "/v1")]
pub mod users {
    use sigpost::endpoint;

    #[endpoint(GET "/users/<user>")]
    pub async fn get_user(user: u64);
}

pub fn is_not_found(error: &users::GetUserError) -> bool {
    matches!(error, users::GetUserError::NotFound(_))
}

fn main() {}
