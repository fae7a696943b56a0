use sigpost::endpoint;

#[endpoint(GET "/users", paginate(cursor =))]
pub async fn list_users(cursor: Option<String>) -> (Vec<String>, Option<String>);

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users()
    }
}

fn main() {}
