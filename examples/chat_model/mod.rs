//! An API of chat models, in the style of OpenAI's: declared, a server that behaves as it does, and the story of a session.

pub mod api;
pub mod server;
pub mod story;
