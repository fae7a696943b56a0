use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: impl AsRef<str>);

fn main() {}
