//! A nested type that is no set.

use sigpost::ErrorSet;

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(nested)]
    Other(String),
}

fn main() {}
