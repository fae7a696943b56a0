use sigpost::endpoint;

#[endpoint(GET "/users", paginate(page))]
pub async fn list_users(page: Option<u32>);

fn main() {
    let _ = list_users();
}
