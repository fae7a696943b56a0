use sigpost::{Lookup, endpoint};

#[derive(Lookup)]
pub enum OrganizationLookup {
    Id(u64),
    #[serde(rename = "subdomain")]
    SubDomain(String),
}

#[endpoint(GET "/organizations/<organization>")]
pub async fn get_organization(organization: OrganizationLookup) -> String;

mod uses {
    use super::*;

    pub async fn call(client: sigpost::Client) {
        let _ = client.send(get_organization(OrganizationLookup::SubDomain("acme".into()))).await;
    }
}

fn main() {}
