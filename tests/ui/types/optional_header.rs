use sigpost::endpoint;

pub struct Opaque;

#[endpoint(GET "/users")]
pub async fn find_users(#[header] x_team: Option<Opaque>) -> String;

mod uses {
    use super::*;

    pub fn request() -> FindUsers {
        find_users().x_team(Opaque)
    }
}

fn main() {}
