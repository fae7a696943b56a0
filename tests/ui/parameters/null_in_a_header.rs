//! `Option<Option<…>>`, which tells left out and `null` apart, where there is no `null`.

use sigpost::endpoint;

#[endpoint(GET "/users")]
pub async fn list_users(#[header] x_team: Option<Option<String>>) -> String;

mod elsewhere {
    use super::*;

    pub fn used() {
        let _ = list_users().x_team(Some("a".into()));
    }
}

fn main() {
    elsewhere::used();
}
