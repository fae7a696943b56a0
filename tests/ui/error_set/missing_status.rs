use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(user_locked)]
    Locked(Declared),
}

fn main() {}
