use std::borrow::Cow;

use sigpost::endpoint;

#[endpoint(POST "/users/<usr>")]
pub async fn create_user<T: serde::Serialize>(
    user: Cow<'_, str>,
    name: impl Into<String>,
    value: T,
    note: Option<impl Into<String>>,
) -> Vec<T>
where
    T: serde::de::DeserializeOwned;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> Option<Vec<u8>> {
        client.send(create_user("a".into(), "b", 7_u8).note("c")).await.ok()
    }
}

fn main() {}
