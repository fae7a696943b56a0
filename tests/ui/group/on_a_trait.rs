use sigpost::{endpoint, endpoints};

#[endpoints(auth(none))]
pub trait Api {
    #[endpoint(GET "/users/<user>")]
    async fn get_user(&self, user: u64) -> String;
}

mod uses {
    use super::*;

    pub async fn call(api: &impl Api) -> String {
        api.get_user(1).await.unwrap()
    }
}

fn main() {}
