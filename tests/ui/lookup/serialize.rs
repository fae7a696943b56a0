use serde::Serialize;
use sigpost::{Lookup, endpoint};

#[derive(Lookup, Serialize)]
pub enum OrganizationLookup {
    Id(u64),
    Identifier(String),
}

#[endpoint(GET "/organizations/<organization>")]
pub async fn get_organization(organization: OrganizationLookup) -> String;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_organization(OrganizationLookup::Id(7))).await;
    }
}

fn main() {}
