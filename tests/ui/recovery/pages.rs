use sigpost::endpoint;

#[endpoint(GET "/users", paginate(pge))]
pub async fn list_users(page: Option<u32>) -> Vec<String>;

mod uses {
    use super::*;

    pub async fn first(client: &sigpost::Client) -> Option<String> {
        client.send(list_users().page(2)).items().next().await?.ok()
    }
}

fn main() {}
