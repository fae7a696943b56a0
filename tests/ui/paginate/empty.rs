use sigpost::endpoint;

#[endpoint(GET "/users", paginate())]
pub async fn list_users(page: Option<u32>) -> Vec<String>;

fn main() {
    let _ = list_users();
}
