use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client, user: GetUserError) {
        client.send(user).await;
    }
}

fn main() {}
