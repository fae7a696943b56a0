use sigpost::Lookup;

#[derive(Lookup)]
pub union TeamLookup {
    id: u64,
}

mod uses {
    use super::*;

    pub fn path(team: &TeamLookup) -> &dyn sigpost::PathParam {
        team
    }
}

fn main() {}
