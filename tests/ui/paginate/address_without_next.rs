use sigpost::endpoint;

#[endpoint(GET "/users", paginate(next_url))]
pub async fn list_users() -> Option<Vec<String>>;

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users()
    }
}

fn main() {}
