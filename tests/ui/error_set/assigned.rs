use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error = "user_locked"]
    Locked(Declared),
}

mod uses {
    use super::*;

    pub fn text(shared: &Shared) -> String {
        shared.to_string()
    }
}

fn main() {}
