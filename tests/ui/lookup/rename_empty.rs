use sigpost::Lookup;

#[derive(Lookup)]
pub enum TeamLookup {
    Id(u64),
    #[rename("")]
    Name(String),
}

mod uses {
    use super::*;

    pub fn path(team: &TeamLookup) -> &dyn sigpost::PathParam {
        team
    }
}

fn main() {}
