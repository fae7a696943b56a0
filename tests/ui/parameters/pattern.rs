use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user((user, _): (u64, u64));

fn main() {}
