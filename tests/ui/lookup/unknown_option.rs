use sigpost::Lookup;

#[derive(Lookup)]
#[lookup(rename_all = "camelCase")]
pub enum TeamLookup {
    Id(u64),
}

mod uses {
    use super::*;

    pub fn path(team: &TeamLookup) -> &dyn sigpost::PathParam {
        team
    }
}

fn main() {}
