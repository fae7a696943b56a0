//! Payments: an API in the style of Stripe's, declared, and a server that behaves so.

pub mod api;
pub mod server;
