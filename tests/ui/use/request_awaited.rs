use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub async fn call() {
        let user = get_user(1).await;
        drop(user);
    }
}

fn main() {}
