//! The server as its clients see it: tests that speak HTTP over a socket, by what they are about. Checks of
//! single functions stand beside those.

mod connections;
mod general_errors;
mod invites;
mod organizations;
mod users;
mod wire;

use super::*;
