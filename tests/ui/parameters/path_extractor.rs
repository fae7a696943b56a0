use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(Path(user): Path<u64>);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
