//! The API as its documentation has it: one annotation for each endpoint, the types beside them.

mod types;

use sigpost::endpoint;

pub use self::types::{
    IdentityCheckState, Invite, InviteLookup, InviteProperties, InviteState, Organization,
    OrganizationLookup, OrganizationUser, Pagination, Role, User, UserLookup, UserProperties,
    ValidationErrors,
};

/// Lists the organizations that the token can see.
#[endpoint(
    GET "/organizations",
    returns(organizations, pagination),
    paginate(page),
    scopes("organizations:read")
)]
pub async fn list_organizations(page: Option<u32>, per_page: Option<u32>) -> (Vec<Organization>, Pagination);

/// Gives an organization.
#[endpoint(
    GET "/organizations/<organization>",
    returns(organization),
    errors(organization_not_found = 404),
    scopes("organizations:read")
)]
pub async fn get_organization(organization: OrganizationLookup) -> Organization;

/// Invites a user to the organization.
#[endpoint(
    POST "/organizations/<organization>/invites",
    returns(invite),
    errors(organization_not_found = 404, validation_error = 422 => ValidationErrors),
    scopes("invites:write")
)]
pub async fn create_invite(organization: OrganizationLookup, properties: InviteProperties) -> Invite;

/// Lists the invites of an organization.
#[endpoint(
    GET "/organizations/<organization>/invites",
    returns(invites, pagination),
    paginate(page),
    errors(organization_not_found = 404),
    scopes("invites:read")
)]
pub async fn list_invites(
    organization: OrganizationLookup,
    page: Option<u32>,
    per_page: Option<u32>,
) -> (Vec<Invite>, Pagination);

/// Gives an invite.
#[endpoint(GET "/invites/<invite>", returns(invite), errors(invite_not_found = 404), scopes("invites:read"))]
pub async fn get_invite(invite: InviteLookup) -> Invite;

/// Accepts an invite.
#[endpoint(
    POST "/invites/<invite>/accept",
    returns(invite),
    errors(invite_not_found = 404, invite_already_accepted = 409, invite_revoked = 409),
    scopes("invites:write")
)]
pub async fn accept_invite(invite: InviteLookup) -> Invite;

/// Takes an invite back.
#[endpoint(
    DELETE "/invites/<invite>",
    returns(invite),
    errors(invite_not_found = 404, invite_already_accepted = 409),
    scopes("invites:write")
)]
pub async fn revoke_invite(invite: InviteLookup) -> Invite;

/// Gives a user.
#[endpoint(GET "/users/<user>", returns(user), errors(user_not_found = 404), scopes("users:read"))]
pub async fn get_user(user: UserLookup) -> User;

/// Changes what is given of a user's properties, and leaves the others as they are.
#[endpoint(
    PATCH "/users/<user>",
    returns(user),
    errors(user_not_found = 404, validation_error = 422 => ValidationErrors),
    scopes("users:write")
)]
pub async fn update_user(user: UserLookup, properties: UserProperties) -> User;
