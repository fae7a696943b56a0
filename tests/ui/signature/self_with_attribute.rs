use sigpost::endpoint;

pub struct Api(sigpost::Client);

impl AsRef<sigpost::Client> for Api {
    fn as_ref(&self) -> &sigpost::Client {
        &self.0
    }
}

#[endpoint(GET "/users/<user>")]
pub async fn get_user(#[header] self: &Api, user: u64) -> String;

fn main() {}
