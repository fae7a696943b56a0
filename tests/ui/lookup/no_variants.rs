use sigpost::Lookup;

#[derive(Lookup)]
pub enum TeamLookup {}

mod uses {
    use super::*;

    pub fn path(team: &TeamLookup) -> &dyn sigpost::PathParam {
        team
    }
}

fn main() {}
