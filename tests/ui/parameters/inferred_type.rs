use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: _) -> String;

mod uses {
    use super::*;

    pub fn send(request: GetUser) -> String {
        format!("{request:?}")
    }
}

fn main() {}
