use sigpost::endpoint;

#[endpoint(GET "/users/<page>", paginate(page))]
pub async fn list_users(page: u32) -> Vec<String>;

fn main() {
    let _ = list_users(1);
}
