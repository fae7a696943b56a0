//! A detail that cannot be read.

use sigpost::{Declared, ErrorSet};

pub struct Opaque;

#[derive(Debug, ErrorSet)]
pub enum Shared {
    #[error(user_locked = 423)]
    Locked(Declared<Opaque>),
}

fn main() {}
