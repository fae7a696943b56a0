use sigpost::endpoint;

#[endpoint(GET "/teams/:team/users/:user")]
pub async fn get_user(team: u64, user: u64);

mod uses {
    use super::*;

    pub fn request() -> GetUser {
        get_user(1, 2)
    }
}

fn main() {}
