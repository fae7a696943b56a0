use sigpost::{Client, endpoint};

#[endpoint(GET "/users", returns(users), paginate(cursor = after))]
pub async fn list_users(after: Option<String>) -> Vec<String>;

mod uses {
    use super::*;

    pub async fn first(client: &Client) -> Option<String> {
        client.send(list_users()).items().next().await?.ok()
    }
}

fn main() {}
