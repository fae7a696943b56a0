// errors: 2
use sigpost::endpoint;

// said by the compiler
#[endpoint = "GET /users/<user>"]
pub async fn get_user(user: u64);

fn main() {}
