use sigpost::Lookup;

pub struct Opaque;

#[derive(Lookup)]
pub enum TeamLookup {
    Id(u64),
    Name(Opaque),
}

mod uses {
    use super::*;

    pub fn path(team: &TeamLookup) -> &dyn sigpost::PathParam {
        team
    }
}

fn main() {}
