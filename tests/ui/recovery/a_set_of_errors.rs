use sigpost::{Declared, ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(404)]
    NotFound(Declared),
    #[error(200)]
    Fine(Declared),
}

#[endpoint(GET "/users/<user>", errors(Shared))]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn is_not_found(error: &GetUserError) -> bool {
        matches!(error, GetUserError::Shared(Shared::NotFound(_)))
    }
}

fn main() {}
