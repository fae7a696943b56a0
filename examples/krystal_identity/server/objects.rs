//! The objects of the answers, member by member in the order of the documentation. The records behind them
//! live in `data`.

use serde::Serialize;

use super::data::{Data, Invite, InviteState, Membership, Role, User};
use super::error::Error;

#[derive(Serialize)]
pub(super) struct InviteObject<'a> {
    id: &'a str,
    inviter: UserObject<'a>,
    email_address: &'a str,
    expires_at: i64,
    accepted_at: Option<i64>,
    rejected_at: Option<i64>,
    state: &'static str,
    owner: Option<bool>,
    role_names: Option<&'a [String]>,
}

#[derive(Serialize)]
pub(super) struct UserObject<'a> {
    id: &'a str,
    name: String,
    first_name: &'a str,
    last_name: &'a str,
    time_zone: &'a str,
    two_factor_auth_enabled: bool,
    email_address: Option<&'a str>,
    email_addresses: Option<&'a [String]>,
    roles: Option<Vec<&'a str>>,
    roles_details: Option<&'a [Role]>,
    role_permissions: Option<&'a [String]>,
    identity_check_state: &'static str,
    identity_check_verified_at: Option<i64>,
    organizations: Vec<OrganizationUserObject<'a>>,
}

#[derive(Serialize)]
struct OrganizationUserObject<'a> {
    user_id: &'a str,
    organization_id: &'a str,
    organization_name: &'a str,
    organization_identifier: &'a str,
    organization_managed: bool,
    organization_parent_id: Option<&'a str>,
    owner: bool,
    organization_updated_at: i64,
    roles: Option<&'a [String]>,
}

impl<'a> InviteObject<'a> {
    /// Fails only if the data refer to a user who isn't there.
    pub(super) fn new(data: &'a Data, invite: &'a Invite) -> Result<Self, Error> {
        let inviter = data.user(&invite.inviter_id).ok_or_else(Error::unhandled_exception)?;
        let (state, accepted_at, rejected_at) = match invite.state {
            InviteState::Pending => ("pending", None, None),
            InviteState::Accepted { at } => ("accepted", Some(at), None),
            InviteState::Rejected { at } => ("rejected", None, Some(at)),
            InviteState::Revoked => ("revoked", None, None),
        };
        Ok(Self {
            id: &invite.id,
            inviter: UserObject::new(data, inviter)?,
            email_address: &invite.email_address,
            expires_at: invite.expires_at,
            accepted_at,
            rejected_at,
            state,
            owner: invite.owner,
            role_names: invite.role_names.as_deref(),
        })
    }
}

impl<'a> UserObject<'a> {
    /// Fails only if the data refer to an organization that isn't there.
    pub(super) fn new(data: &'a Data, user: &'a User) -> Result<Self, Error> {
        let organizations =
            user.memberships.iter().map(|membership| organization_user(data, user, membership));
        Ok(Self {
            id: &user.id,
            name: format!("{} {}", user.first_name, user.last_name),
            first_name: &user.first_name,
            last_name: &user.last_name,
            time_zone: &user.time_zone,
            two_factor_auth_enabled: user.two_factor_auth_enabled,
            email_address: user.email_address.as_deref(),
            email_addresses: user.email_addresses.as_deref(),
            roles: user.roles.as_ref().map(|roles| roles.iter().map(|role| role.name.as_str()).collect()),
            roles_details: user.roles.as_deref(),
            role_permissions: user.role_permissions.as_deref(),
            identity_check_state: if user.identity_check_verified_at.is_some() {
                "verified"
            } else {
                "unverified"
            },
            identity_check_verified_at: user.identity_check_verified_at,
            organizations: organizations.collect::<Result<_, _>>()?,
        })
    }
}

fn organization_user<'a>(
    data: &'a Data,
    user: &'a User,
    membership: &'a Membership,
) -> Result<OrganizationUserObject<'a>, Error> {
    let organization =
        data.organization(&membership.organization_id).ok_or_else(Error::unhandled_exception)?;
    Ok(OrganizationUserObject {
        user_id: &user.id,
        organization_id: &organization.id,
        organization_name: &organization.name,
        organization_identifier: &organization.identifier,
        organization_managed: organization.managed,
        organization_parent_id: organization.parent_id.as_deref(),
        owner: membership.owner,
        organization_updated_at: organization.updated_at,
        roles: membership.roles.as_deref(),
    })
}
