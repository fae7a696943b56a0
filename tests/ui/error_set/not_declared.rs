//! A variant that holds the detail alone.

use sigpost::ErrorSet;

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(user_locked = 423)]
    Locked(String),
}

fn main() {}
