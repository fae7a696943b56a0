use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404))]
pub async fn get_user(user: u64) -> String;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> Result<String, Box<dyn std::error::Error>> {
        let user: String = get_user(1)?;
        Ok(user)
    }
}

fn main() {}
