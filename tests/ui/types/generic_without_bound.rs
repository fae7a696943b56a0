use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn create_user<T>(user: T);

mod uses {
    use super::*;

    pub fn request() -> CreateUser<u64> {
        create_user(1)
    }
}

fn main() {}
