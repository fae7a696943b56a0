use sigpost::{Lookup, endpoint};

#[derive(Lookup)]
pub enum TeamLookup {
    Id(u64),
    Me,
}

#[endpoint(PUT "/teams/<team>")]
pub async fn put_team(team: TeamLookup, parent: Option<TeamLookup>);

mod uses {
    use super::*;

    pub fn request() -> PutTeam {
        put_team(TeamLookup::Id(1)).parent(TeamLookup::Me)
    }
}

fn main() {}
