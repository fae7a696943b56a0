use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn find_users(page: Option<u32>) -> Vec<String>;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) {
        drop(client.send(find_users(Some(1))));
    }
}

fn main() {}
