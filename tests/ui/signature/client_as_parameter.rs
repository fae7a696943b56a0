use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(client: &sigpost::Client, user: u64) -> String;

mod uses {
    use super::*;

    pub fn request() -> GetUser<'static> {
        todo!()
    }
}

fn main() {}
