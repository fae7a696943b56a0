use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn list_users(crate: u64);

fn main() {}
