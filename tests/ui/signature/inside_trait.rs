use sigpost::endpoint;

pub trait Api {
    #[endpoint(GET "/users/<user>")]
    async fn get_user(&self, user: u64) -> String;
}

fn main() {}
