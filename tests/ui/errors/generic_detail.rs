use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404 => T))]
pub async fn get_user<T: serde::Serialize>(user: u64, #[query] value: T);

mod uses {
    use super::*;

    pub fn request() -> GetUser<u8> {
        get_user(1, 2)
    }

    pub fn is_not_found(error: &GetUserError) -> bool {
        matches!(error, GetUserError::NotFound(_))
    }
}

fn main() {}
