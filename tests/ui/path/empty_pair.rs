use sigpost::endpoint;

#[endpoint(GET "/users?<name>&&<team>")]
pub async fn find_users(name: u64, team: u64);

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users(1, 2)
    }
}

fn main() {}
