use sigpost::endpoint;

pub struct Api;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(self: std::sync::Arc<Api>, user: u64) -> String;

fn main() {}
