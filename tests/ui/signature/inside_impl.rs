use sigpost::endpoint;

pub struct Api;

impl Api {
    #[endpoint(GET "/users/<user>")]
    pub async fn get_user(&self, user: u64) -> String;
}

mod uses {
    use super::*;

    pub async fn call(api: &Api) -> Result<String, Box<dyn std::error::Error>> {
        Ok(api.get_user(1).await?)
    }
}

fn main() {}
