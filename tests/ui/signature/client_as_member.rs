use sigpost::{Client, endpoint};

#[endpoint(POST "/users")]
pub async fn add_user(client: &Client, name: String) -> String;

mod uses {
    use super::*;

    pub async fn call(client: Client) {
        let _ = client.send(add_user(&client, "Ada".into())).await;
    }
}

fn main() {}
