#![deny(warnings)]

use sigpost::endpoint;

pub struct Api(pub sigpost::Client);

impl AsRef<sigpost::Client> for Api {
    fn as_ref(&self) -> &sigpost::Client {
        &self.0
    }
}

#[endpoint(GET "/users/<user>", errors(not_found = 404))]
async fn get_user(self: &Api, user: u64, page: Option<u32>) -> String;


fn main() {}
