//! A host of git repositories in the style of GitHub: a part of its API, declared as methods of a client of one's own, a
//! server that behaves as it does, and the story that the program `git-hosting` tells.

pub mod api;
pub mod server;
pub mod story;
