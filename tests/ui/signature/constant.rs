use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub const LIMIT: u64 = 1;

mod uses {
    use super::*;

    pub fn limit() -> u64 {
        LIMIT
    }
}

fn main() {}
