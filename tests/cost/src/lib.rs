//! Beside the tools that measure: the code written by hand, and the answers that both sides get.

pub mod by_hand;

/// What "Create invite" answers, as the API's documentation has it.
pub const INVITE: &str = include_str!("answers/invite.json");

/// What it answers for an organization that is not there.
pub const ORGANIZATION_NOT_FOUND: &str = include_str!("answers/organization_not_found.json");
