//! An object store in the style of S3, Swift, and WebDAV: its API, declared, and a server that behaves so.

pub mod api;
pub mod server;
