use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors())]
pub async fn get_user(user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }

    pub fn text(error: &GetUserError) -> String {
        error.to_string()
    }
}

fn main() {}
