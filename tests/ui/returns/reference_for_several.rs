use sigpost::endpoint;

#[endpoint(GET "/users/<user>", returns(user, team))]
pub async fn get_user(user: u64) -> [String; 2];

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1)
    }
}

fn main() {}
