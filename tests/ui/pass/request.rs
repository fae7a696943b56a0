//! A declaration, its request, its errors, and a method, with no feature of the runtime turned on.

#![deny(warnings)]

use serde::{Deserialize, Serialize};
use sigpost::{Client, Endpoint, Lookup, endpoint};

#[derive(Lookup)]
pub enum TeamLookup {
    Id(u64),
    Name(String),
}

#[derive(Serialize)]
pub struct Properties {
    pub name: String,
}

#[derive(Deserialize)]
pub struct Member {
    pub name: String,
}

pub struct Teams(pub Client);

impl AsRef<Client> for Teams {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoint(POST "/teams/<team>/members", returns(member), errors(team_not_found = 404))]
pub async fn create_member(team: TeamLookup, properties: Properties) -> Member;

#[endpoint(GET "/members/<member>")]
pub async fn get_member(self: &Teams, member: u64, expand: Option<bool>) -> Member;

fn main() {
    let properties = Properties { name: "Ada".into() };
    let request = create_member(TeamLookup::Name("math".into()), properties);
    let request = request.to_request("https://h.example").expect("a request");
    assert_eq!(request.uri(), "https://h.example/teams/_/members?team%5Bname%5D=math");
    let _ = |teams: &Teams| teams.get_member(7).expand(true);
    let _ = |error| matches!(error, CreateMemberError::TeamNotFound(_));
    let _ = (TeamLookup::Id, |member: Member| member.name);
}
