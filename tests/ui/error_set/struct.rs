use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub struct Shared(Declared);

fn main() {}
