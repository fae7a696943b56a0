//! Krystal Identity: a part of its API, declared, and a server that behaves as it does.

pub mod api;
pub mod server;
