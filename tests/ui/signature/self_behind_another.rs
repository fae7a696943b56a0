use sigpost::endpoint;

pub struct Api(sigpost::Client);

impl AsRef<sigpost::Client> for Api {
    fn as_ref(&self) -> &sigpost::Client {
        &self.0
    }
}

// said by the compiler
#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: u64, self: &Api) -> String;

mod uses {
    use super::*;

    pub fn request(api: &Api) -> GetUser {
        api.get_user(1)
    }
}

fn main() {}
