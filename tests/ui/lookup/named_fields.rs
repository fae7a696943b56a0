use sigpost::Lookup;

#[derive(Lookup)]
pub enum TeamLookup {
    Id(u64),
    Name { name: String },
}

mod uses {
    use super::*;

    pub fn path(team: &TeamLookup) -> &dyn sigpost::PathParam {
        team
    }
}

fn main() {}
