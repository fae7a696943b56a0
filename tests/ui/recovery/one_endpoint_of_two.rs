use sigpost::endpoint;

#[endpoint(GET "/users/<user>", errors(not_found = 404), retries = 3)]
pub async fn get_user(user: u64) -> String;

#[endpoint(GET "/teams/<team>", errors(not_found = 404))]
pub async fn get_team(team: u64) -> String;

mod uses {
    use super::*;

    pub async fn call(client: &sigpost::Client) -> bool {
        let user = client.send(get_user(1)).await;
        let team = client.send(get_team(1)).await;
        matches!(user, Err(sigpost::Error::Declared(GetUserError::NotFound(_))))
            && matches!(team, Err(sigpost::Error::Declared(GetTeamError::NotFound(_))))
    }
}

fn main() {}
