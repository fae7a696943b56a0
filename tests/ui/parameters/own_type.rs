use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn get_user(#[query] user: Self) -> String;

fn main() {}
