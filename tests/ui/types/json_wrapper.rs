use sigpost::endpoint;

pub struct Json<T>(pub T);

#[endpoint(GET "/users")]
pub async fn find_users() -> Json<String>;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users()
    }
}

fn main() {}
