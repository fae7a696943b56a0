//! Krystal Identity, an API made with the Apia framework.

pub mod server;
