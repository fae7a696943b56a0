use sigpost::endpoint;

#[endpoint(GET "/users/<user>", request = user_request)]
pub async fn get_user(user: u64);

fn main() {}
