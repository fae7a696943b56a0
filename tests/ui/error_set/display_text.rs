//! The attribute as `thiserror` has it.

use sigpost::{Declared, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error("the user is locked")]
    Locked(Declared),
}

fn main() {}
