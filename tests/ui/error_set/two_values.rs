use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(404)]
    NotFound(Declared, String),
}

mod uses {
    use super::*;

    pub fn text(shared: &Shared) -> String {
        shared.to_string()
    }
}

fn main() {}
