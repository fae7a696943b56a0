//! What goes over a real socket, and what is made of what comes back: over the default transport, reqwest's.
//!
//! `on_the_wire_over_hyper.rs` has the same modules.

mod additions;
mod answers;
mod any_string;
mod bodies;
mod connections;
mod faults;
mod forms;
mod groups;
mod leaks;
mod middleware;
mod multipart;
mod pages;
mod propagation;
mod queries;
mod requests;
mod secrets;
mod settings;
mod shared_errors;
mod statuses;
mod streams;
mod threads;
mod traces;

/// Begins a client for the API at `base` over the transport that is tested.
fn builder(base: impl Into<String>) -> sigpost::ClientBuilder {
    sigpost::Client::builder(base)
}
