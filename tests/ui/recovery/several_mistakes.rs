// errors: 5
use sigpost::endpoint;

#[endpoint(
    GTE "/users/<usr>",
    timeout = "soon",
    errors(not_found = 404, gone = 1410),
)]
pub async fn get_user(#[qurey] user: u64, #[query] page: Option<u32>);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1).page(2)
    }
}

fn main() {}
