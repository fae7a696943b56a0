//! The declarations of `tests/tests/declarations/hygiene.rs`, in edition 2021.

#[cfg(test)]
#[path = "../tests/declarations/hygiene.rs"]
mod hygiene;
