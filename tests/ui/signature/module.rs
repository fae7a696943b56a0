use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub mod users {
    pub const LIMIT: u64 = 1;
}

mod uses {
    use super::*;

    pub fn limit() -> u64 {
        users::LIMIT
    }
}

fn main() {}
