use sigpost::{Endpoint as _, endpoint};

#[endpoint(POST "/users", timeout = "soon")]
pub async fn create_user(name: &str) -> String;

mod uses {
    use super::*;

    pub fn used(client: &sigpost::Client) -> bool {
        let text = format!("{:?}", create_user("a"));
        let request = create_user("a").to_request("https://h.example");
        let call = client.send(create_user("a")).header("X-A", "b").query("page", 1);
        drop((text, request, call.to_curl()));
        create_user("a") == create_user("b")
    }
}

fn main() {}
