use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn get_user(#[header(style = pipe)] user: Vec<u64>) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(vec![1])
    }
}

fn main() {}
