use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub use std::time::Duration;

mod uses {
    use super::*;

    pub fn duration() -> Duration {
        Duration::MAX
    }
}

fn main() {}
