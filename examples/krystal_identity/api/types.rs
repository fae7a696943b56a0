//! The types of the API. A member that the documentation marks with `?` may be null, and a key may be absent altogether;
//! both are `None`. Enums are open: a value that is not known yet is kept as it came.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sigpost::{Lookup, NextPage, PageInfo};

/// Names an organization.
#[derive(Clone, Debug, Lookup, PartialEq, Eq)]
pub enum OrganizationLookup {
    /// By its id.
    Id(String),
    /// By its identifier, as in `acme`.
    Identifier(String),
}

/// Names an invite.
#[derive(Clone, Debug, Lookup, PartialEq, Eq)]
pub enum InviteLookup {
    /// By its id.
    Id(String),
}

/// Names a user.
#[derive(Clone, Debug, Lookup, PartialEq, Eq)]
pub enum UserLookup {
    /// By its id.
    Id(String),
    /// By an e-mail address of the user.
    EmailAddress(String),
}

/// What an invite is created with.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct InviteProperties {
    /// Who is invited.
    pub email_address: String,
    /// Whether the invited user will own the organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<bool>,
    /// The roles that the invited user will have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_names: Option<Vec<String>>,
    /// Until when the invite can be accepted, in whole seconds.
    #[serde(skip_serializing_if = "Option::is_none", with = "jiff::fmt::serde::timestamp::second::optional")]
    pub expires_at: Option<Timestamp>,
}

impl InviteProperties {
    /// An invitation of this address, with everything else left to the API.
    pub fn new(email_address: impl Into<String>) -> Self {
        Self { email_address: email_address.into(), ..Self::default() }
    }
}

/// What of a user changes; what is `None` stays as it is.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct UserProperties {
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The name of the time zone, as in `Europe/London`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The main e-mail address; `Some(None)` removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<Option<String>>,
}

/// An invitation of a user to an organization.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Invite {
    /// The id.
    pub id: String,
    /// Who sent it.
    pub inviter: User,
    /// Who is invited.
    pub email_address: String,
    /// Until when it can be accepted.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub expires_at: Timestamp,
    /// When it was accepted.
    #[serde(default, with = "jiff::fmt::serde::timestamp::second::optional")]
    pub accepted_at: Option<Timestamp>,
    /// When it was rejected.
    #[serde(default, with = "jiff::fmt::serde::timestamp::second::optional")]
    pub rejected_at: Option<Timestamp>,
    /// How it stands.
    pub state: InviteState,
    /// Whether the invited user will own the organization.
    pub owner: Option<bool>,
    /// The roles that the invited user will have.
    pub role_names: Option<Vec<String>>,
}

/// How an invite stands.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InviteState {
    /// Neither accepted nor rejected.
    Pending,
    /// Accepted.
    Accepted,
    /// Rejected by the invited user.
    Rejected,
    /// Taken back.
    Revoked,
    /// Not accepted in time.
    Expired,
    /// A state that was not known when this was written.
    #[serde(untagged)]
    Unknown(String),
}

/// A user.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: String,
    /// The full name.
    pub name: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The name of the time zone.
    pub time_zone: String,
    /// Whether a second factor is asked for.
    pub two_factor_auth_enabled: bool,
    /// The main e-mail address.
    pub email_address: Option<String>,
    /// All e-mail addresses.
    pub email_addresses: Option<Vec<String>>,
    /// The names of the user's roles.
    pub roles: Option<Vec<String>>,
    /// The user's roles.
    pub roles_details: Option<Vec<Role>>,
    /// What the user's roles permit.
    pub role_permissions: Option<Vec<String>>,
    /// How the check of the user's identity stands.
    pub identity_check_state: IdentityCheckState,
    /// When the user's identity was verified.
    #[serde(default, with = "jiff::fmt::serde::timestamp::second::optional")]
    pub identity_check_verified_at: Option<Timestamp>,
    /// The organizations that the user belongs to.
    pub organizations: Vec<OrganizationUser>,
}

/// How the check of a user's identity stands.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IdentityCheckState {
    /// Not checked.
    Unverified,
    /// Under way.
    Pending,
    /// Checked.
    Verified,
    /// A state that was not known when this was written.
    #[serde(untagged)]
    Unknown(String),
}

/// A role in an organization.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Role {
    /// The name, for programs.
    pub name: String,
    /// The name, for people.
    pub label: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is only for users with a second factor.
    pub require_two_factor_auth: bool,
    /// The organization that it belongs to; none if it belongs to all.
    pub organization_id: Option<String>,
}

/// A user's place in an organization.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct OrganizationUser {
    /// The user's id.
    pub user_id: String,
    /// The organization's id.
    pub organization_id: String,
    /// The organization's name.
    pub organization_name: String,
    /// The organization's identifier.
    pub organization_identifier: String,
    /// Whether the organization is managed by another.
    pub organization_managed: bool,
    /// The id of the organization above it.
    pub organization_parent_id: Option<String>,
    /// Whether the user owns the organization.
    pub owner: bool,
    /// When the organization was last changed.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub organization_updated_at: Timestamp,
    /// The names of the user's roles in it.
    pub roles: Option<Vec<String>>,
}

/// An organization.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Organization {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The identifier, as in `acme`.
    pub identifier: String,
    /// Whether it is managed by another.
    pub managed: bool,
    /// The id of the organization above it.
    pub parent_id: Option<String>,
    /// When it was last changed.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub updated_at: Timestamp,
}

/// Where in a list a page stands.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Pagination {
    /// The number of this page, from 1.
    pub current_page: u32,
    /// How many pages there are; not said of a large set.
    pub total_pages: Option<u32>,
    /// How many elements there are; not said of a large set.
    pub total: Option<u64>,
    /// How many elements a page has.
    pub per_page: u32,
    /// Whether there are too many elements to be counted.
    pub large_set: bool,
}

impl PageInfo for Pagination {
    fn next(&self) -> NextPage {
        NextPage::unknown().total_pages(self.total_pages.map(u64::from)).size(u64::from(self.per_page))
    }
}

/// The detail of a `validation_error`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct ValidationErrors {
    /// What is wrong, for people to read.
    pub details: Vec<String>,
}
