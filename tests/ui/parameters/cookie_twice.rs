use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn get_user(#[cookie] id: u64, #[cookie] #[rename("id")] user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1, 2)
    }
}

fn main() {}
