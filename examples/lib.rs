//! APIs declared with Sigpost, each with the in-memory server it is tried against.
//!
//! The servers know nothing of the client library, so that the two cannot share a mistake.

pub mod chat_model;
pub mod city_library;
pub mod cluster;
pub mod git_hosting;
pub mod krystal_identity;
pub mod loopback;
pub mod object_store;
pub mod payments;
pub mod stage;
pub mod urlencoded;
