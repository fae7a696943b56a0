use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared<T> {
    #[error(user_locked = 423)]
    Locked(Declared<T>),
}

fn main() {}
