use sigpost::endpoint;

#[endpoint(GET "/users", paginate(page, size = per_page))]
pub async fn list_users(page: Option<u32>, per_page: Vec<u32>) -> Vec<String>;

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users(vec![])
    }
}

fn main() {}
