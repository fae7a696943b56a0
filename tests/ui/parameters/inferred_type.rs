use sigpost::endpoint;

#[endpoint(GET "/users/<user>")]
pub async fn get_user(user: _) -> String;

mod uses {
    use super::*;

    pub fn send() -> String {
        let request: GetUser = get_user(1);
        format!("{request:?}")
    }
}

fn main() {}
