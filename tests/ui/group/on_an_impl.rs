use sigpost::{endpoint, endpoints};

pub struct Api;

#[endpoints(auth(none))]
impl Api {
    #[endpoint(GET "/users/<user>")]
    pub async fn get_user(&self, user: u64) -> String;

    #[endpoint(DELETE "/users/<user>")]
    pub async fn delete_user(self: &Api, user: u64);

    #[endpoint(GET "/users")]
    pub async fn list_users() -> Vec<String>;
}

mod uses {
    use super::*;

    pub async fn call(api: &Api) -> Result<String, Box<dyn std::error::Error>> {
        api.delete_user(1).await?;
        drop(Api::list_users());
        Ok(api.get_user(1).await?)
    }
}

fn main() {}
