use sigpost::endpoint;

#[endpoint(GET "/users/<team..>/<user..>")]
pub async fn get_user(team: &str, user: &str);

mod uses {
    use super::*;

    pub fn request() -> GetUser<'static> {
        get_user("a", "b")
    }
}

fn main() {}
