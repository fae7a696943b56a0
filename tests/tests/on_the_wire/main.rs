//! What goes over a real socket, and what is made of what comes back.

mod answers;
mod any_string;
mod faults;
mod requests;
mod settings;
mod threads;
