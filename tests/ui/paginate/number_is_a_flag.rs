use sigpost::endpoint;

#[endpoint(GET "/users", paginate(page))]
pub async fn list_users(page: Option<bool>) -> Vec<String>;

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users().page(true)
    }
}

fn main() {}
