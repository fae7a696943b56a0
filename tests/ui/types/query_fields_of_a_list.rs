use sigpost::endpoint;

#[endpoint(GET "/users?<filters..>")]
pub async fn find_users(filters: Option<Vec<(&str, &str)>>) -> String;

mod uses {
    use super::*;

    pub fn request() -> FindUsers<'static> {
        find_users().filters(vec![("a", "b")])
    }
}

fn main() {}
