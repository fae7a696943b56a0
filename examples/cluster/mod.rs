//! A cluster in the style of Kubernetes: a part of its API, declared, a server that behaves as it does, and the story that
//! the program `cluster` tells.

pub mod api;
pub mod server;
pub mod story;
