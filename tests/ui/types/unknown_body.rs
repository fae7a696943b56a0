use sigpost::endpoint;

#[endpoint(POST "/users")]
pub async fn create_user(#[body] user: Usr);

mod uses {
    use super::*;

    pub fn send(request: CreateUser) -> String {
        format!("{request:?}")
    }
}

fn main() {}
