use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(201)]
    NotFound(Declared),
}

mod uses {
    use super::*;

    pub fn text(shared: &Shared) -> String {
        shared.to_string()
    }
}

fn main() {}
