//! Krystal Identity's "Create invite" as a good engineer writes it with reqwest, serde, and thiserror. The types of the
//! API are those of the example, so that only the client code differs.

#![allow(missing_docs, reason = "a stand-in for an application's own code")]

mod client;
mod create_invite;

pub use client::{ApiError, Client, Failure, Memory};
pub use create_invite::CreateInviteError;
