use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn get_user(#[serde(rename = "id")] user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
