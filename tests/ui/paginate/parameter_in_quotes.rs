use sigpost::endpoint;

#[endpoint(GET "/users", paginate(page = "page"))]
pub async fn list_users(page: Option<u32>) -> Vec<String>;

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users()
    }
}

fn main() {}
