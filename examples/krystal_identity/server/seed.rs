//! What every server starts with, and the constants by which examples and tests name parts of it.

use super::data::{Invite, InviteState, Membership, Organization, Role, User};
use super::ids;

/// The server's clock, in seconds since the Unix epoch (15 June 2025). It does not move.
pub const NOW: i64 = 1_750_000_000;

/// How long an invite is valid that says nothing else.
pub(super) const INVITE_LIFETIME: i64 = 7 * 24 * 60 * 60;

/// The organization "Acme"; it comes first in the list and has four invites, one in each state.
pub const ORGANIZATION_ID: &str = "org_4b1f0e96a7c35d28";

/// The identifier of [`ORGANIZATION_ID`], the other member of an organization lookup.
pub const ORGANIZATION_IDENTIFIER: &str = "acme";

/// The organization "Globex" (identifier `globex`). It has [`LARGE_ORGANIZATION_INVITES`] pending invites: a
/// large set, whose pages come without totals.
pub const LARGE_ORGANIZATION_ID: &str = "org_d07c92e83f5a1b64";

/// How many invites [`LARGE_ORGANIZATION_ID`] starts with.
pub const LARGE_ORGANIZATION_INVITES: usize = 1201;

/// How many organizations there are.
pub const ORGANIZATION_COUNT: usize = 45;

/// Ada Lovelace, an owner of [`ORGANIZATION_ID`]: the user of the admin token and thereby the inviter of new
/// invites.
pub const USER_ID: &str = "user_8e5d2f71c0b94a36";

/// The email address of [`USER_ID`], the other member of a user lookup.
pub const USER_EMAIL_ADDRESS: &str = "ada@example.com";

/// Grace Hopper, the user of the read-only token. Her nullable fields are filled where Ada's are null, and
/// the other way round.
pub const OTHER_USER_ID: &str = "user_31a9c6d4f8027be5";

/// The email address of [`OTHER_USER_ID`].
pub const OTHER_USER_EMAIL_ADDRESS: &str = "grace@example.com";

/// An invite of [`ORGANIZATION_ID`] that can be accepted and revoked.
pub const PENDING_INVITE_ID: &str = "inv_6f2ab8d9104ce753";

/// The address invited by [`PENDING_INVITE_ID`]; inviting it again is a `validation_error`.
pub const PENDING_INVITE_EMAIL_ADDRESS: &str = "linus@example.com";

/// An invite of [`ORGANIZATION_ID`] that has been accepted.
pub const ACCEPTED_INVITE_ID: &str = "inv_c8e3570fb6a1942d";

/// An invite of [`ORGANIZATION_ID`] that has been rejected by the one invited, who may still accept it.
pub const REJECTED_INVITE_ID: &str = "inv_29d4f1b7e80c6a53";

/// An invite of [`ORGANIZATION_ID`] that has been revoked.
pub const REVOKED_INVITE_ID: &str = "inv_a05b7c3ed9168f42";

const DAY: i64 = 24 * 60 * 60;

pub(super) fn organizations() -> Vec<Organization> {
    let named = [
        (ORGANIZATION_ID.to_owned(), "Acme", ORGANIZATION_IDENTIFIER, true, None),
        (LARGE_ORGANIZATION_ID.to_owned(), "Globex", "globex", false, None),
        (ids::resource_id("org", 2), "Acme Labs", "acme-labs", true, Some(ORGANIZATION_ID.to_owned())),
    ];
    let named = named.map(|(id, name, identifier, managed, parent_id)| Organization {
        id,
        name: name.to_owned(),
        identifier: identifier.to_owned(),
        managed,
        parent_id,
        updated_at: NOW - DAY,
    });
    let numbered = (named.len()..ORGANIZATION_COUNT).map(|number| Organization {
        id: ids::resource_id("org", number as u64),
        name: format!("Branch {number:02}"),
        identifier: format!("branch-{number:02}"),
        managed: false,
        parent_id: None,
        updated_at: NOW - DAY * number as i64,
    });
    let numbered: Vec<_> = numbered.collect();
    named.into_iter().chain(numbered).collect()
}

pub(super) fn users() -> Vec<User> {
    let ada = User {
        id: USER_ID.to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        time_zone: "Europe/London".to_owned(),
        two_factor_auth_enabled: true,
        email_address: Some(USER_EMAIL_ADDRESS.to_owned()),
        email_addresses: Some(vec![USER_EMAIL_ADDRESS.to_owned()]),
        roles: None,
        role_permissions: None,
        identity_check_verified_at: Some(1_700_000_000),
        memberships: vec![
            membership(ORGANIZATION_ID, true, None),
            membership(&ids::resource_id("org", 2), false, Some(&["billing"])),
        ],
    };
    let grace = User {
        id: OTHER_USER_ID.to_owned(),
        first_name: "Grace".to_owned(),
        last_name: "Hopper".to_owned(),
        time_zone: "America/New_York".to_owned(),
        two_factor_auth_enabled: false,
        email_address: Some(OTHER_USER_EMAIL_ADDRESS.to_owned()),
        email_addresses: None,
        roles: Some(vec![
            Role {
                name: "billing".to_owned(),
                label: "Billing".to_owned(),
                description: Some("Sees and pays invoices".to_owned()),
                require_two_factor_auth: true,
                organization_id: Some(ORGANIZATION_ID.to_owned()),
            },
            Role {
                name: "support".to_owned(),
                label: "Support".to_owned(),
                description: None,
                require_two_factor_auth: false,
                organization_id: None,
            },
        ]),
        role_permissions: Some(vec!["invoices.view".to_owned(), "invoices.pay".to_owned()]),
        identity_check_verified_at: None,
        memberships: vec![membership(ORGANIZATION_ID, false, Some(&["billing", "support"]))],
    };
    vec![ada, grace]
}

fn membership(organization_id: &str, owner: bool, roles: Option<&[&str]>) -> Membership {
    Membership {
        organization_id: organization_id.to_owned(),
        owner,
        roles: roles.map(|roles| roles.iter().copied().map(str::to_owned).collect()),
    }
}

pub(super) fn invites() -> Vec<Invite> {
    let in_each_state = [
        (PENDING_INVITE_ID, PENDING_INVITE_EMAIL_ADDRESS, InviteState::Pending),
        (ACCEPTED_INVITE_ID, "margaret@example.com", InviteState::Accepted { at: NOW - DAY }),
        (REJECTED_INVITE_ID, "dennis@example.com", InviteState::Rejected { at: NOW - 2 * DAY }),
        (REVOKED_INVITE_ID, "barbara@example.com", InviteState::Revoked),
    ];
    let in_each_state = in_each_state.map(|(id, email_address, state)| Invite {
        id: id.to_owned(),
        organization_id: ORGANIZATION_ID.to_owned(),
        inviter_id: USER_ID.to_owned(),
        email_address: email_address.to_owned(),
        expires_at: NOW - 3 * DAY + INVITE_LIFETIME,
        state,
        owner: Some(false),
        role_names: Some(vec!["billing".to_owned()]),
    });
    let many = (0..LARGE_ORGANIZATION_INVITES).map(|number| Invite {
        id: ids::resource_id("inv", (in_each_state.len() + number) as u64),
        organization_id: LARGE_ORGANIZATION_ID.to_owned(),
        inviter_id: OTHER_USER_ID.to_owned(),
        email_address: format!("member-{number:04}@example.com"),
        expires_at: NOW + INVITE_LIFETIME,
        state: InviteState::Pending,
        owner: None,
        role_names: None,
    });
    let many: Vec<_> = many.collect();
    in_each_state.into_iter().chain(many).collect()
}
