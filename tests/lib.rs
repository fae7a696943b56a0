//! What the tests of sigpost share: servers on a raw socket, which record what they get and answer as they are told.

pub mod raw_server;
pub mod recorder;
