//! The records the server keeps, in memory and for one server only. What they start with is in `seed`, how
//! they are sent is in `objects`.

use serde::Serialize;

use super::{ids, seed};

/// Everything one server knows.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) organizations: Vec<Organization>,
    pub(super) users: Vec<User>,
    pub(super) invites: Vec<Invite>,
}

/// The only record that is sent just as it is kept.
#[derive(Debug, Serialize)]
pub(super) struct Organization {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) identifier: String,
    pub(super) managed: bool,
    pub(super) parent_id: Option<String>,
    pub(super) updated_at: i64,
}

#[derive(Debug)]
pub(super) struct User {
    pub(super) id: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) time_zone: String,
    pub(super) two_factor_auth_enabled: bool,
    pub(super) email_address: Option<String>,
    pub(super) email_addresses: Option<Vec<String>>,
    pub(super) roles: Option<Vec<Role>>,
    pub(super) role_permissions: Option<Vec<String>>,
    pub(super) identity_check_verified_at: Option<i64>,
    pub(super) memberships: Vec<Membership>,
}

#[derive(Debug, Serialize)]
pub(super) struct Role {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: Option<String>,
    pub(super) require_two_factor_auth: bool,
    pub(super) organization_id: Option<String>,
}

#[derive(Debug)]
pub(super) struct Membership {
    pub(super) organization_id: String,
    pub(super) owner: bool,
    pub(super) roles: Option<Vec<String>>,
}

#[derive(Debug)]
pub(super) struct Invite {
    pub(super) id: String,
    pub(super) organization_id: String,
    pub(super) inviter_id: String,
    pub(super) email_address: String,
    pub(super) expires_at: i64,
    pub(super) state: InviteState,
    pub(super) owner: Option<bool>,
    pub(super) role_names: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InviteState {
    Pending,
    Accepted { at: i64 },
    Rejected { at: i64 },
    Revoked,
}

impl Default for Data {
    fn default() -> Self {
        Self { organizations: seed::organizations(), users: seed::users(), invites: seed::invites() }
    }
}

impl Data {
    pub(super) fn organization(&self, id: &str) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.id == id)
    }

    pub(super) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// Whether a further invite to this address would be one too many.
    pub(super) fn is_invited(&self, organization_id: &str, email_address: &str) -> bool {
        self.invites.iter().any(|invite| {
            invite.organization_id == organization_id
                && invite.email_address.eq_ignore_ascii_case(email_address)
                && matches!(invite.state, InviteState::Pending | InviteState::Accepted { .. })
        })
    }

    /// The id of the invite that is created next; invites are never removed.
    pub(super) fn next_invite_id(&self) -> String {
        ids::resource_id("inv", self.invites.len() as u64)
    }
}
