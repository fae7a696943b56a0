use sigpost::endpoints;

#[endpoints(errors(Missing = 404, gone = 410))]
pub mod api {
    use sigpost::endpoint;

    #[endpoint(GET "/users/<user>", errors(NotFound = 404))]
    pub async fn get_user(user: u64) -> String;

    #[endpoint(DELETE "/users/<user>")]
    pub async fn delete_user(user: u64);
}

mod uses {
    use super::*;

    pub fn is_not_found(error: &api::GetUserError) -> bool {
        matches!(error, api::GetUserError::NotFound(_) | api::GetUserError::Missing(_))
    }
}

fn main() {}
