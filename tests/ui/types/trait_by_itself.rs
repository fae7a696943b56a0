use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: dyn ToString);

mod uses {
    use super::*;

    pub fn request() -> impl std::fmt::Debug {
        get_user(1)
    }
}

fn main() {}
