use sigpost::Lookup;

#[derive(Lookup)]
pub enum UserLookup {
    Id(u64),
    Me,
}

fn main() {}
