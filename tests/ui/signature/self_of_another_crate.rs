use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(self: &sigpost::Client, user: u64) -> String;

fn main() {}
