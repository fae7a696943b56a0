use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(user_locked = 423)]
    Locked(Declared),
    #[error(user_locked = 409)]
    Blocked(Declared),
}

fn main() {}
