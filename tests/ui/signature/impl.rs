use sigpost::endpoint;

pub struct Api;

#[endpoint(GET "/users/<user>")]
impl Api {
    pub async fn get_user(&self, user: u64) -> String;
}

mod uses {
    use super::*;

    pub fn call(api: &Api) {
        drop(api.get_user(1));
    }
}

fn main() {}
