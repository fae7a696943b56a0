use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn list_users(
    #[header("X-Ids")]
    #[header(style = comma)]
    ids: Vec<u64>,
);

mod uses {
    use super::*;

    pub fn request() -> ListUsers {
        list_users(vec![1])
    }
}

fn main() {}
