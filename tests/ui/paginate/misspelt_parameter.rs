use sigpost::endpoint;

#[endpoint(GET "/users", paginate(page, size = perpage))]
pub async fn list_users(page: Option<u32>, per_page: Option<u32>) -> Vec<String>;

fn main() {
    let _ = list_users();
}
