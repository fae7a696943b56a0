// errors: 8
use sigpost::endpoint;

#[endpoint(GET "/users/<usr>/<temm>", retris = 3, timeot = "1s", errors(a = 1, b = 2))]
pub async fn get_user(#[qery] user: u64, #[hedaer] team: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1, 2)
    }
}

fn main() {}
