//! The endpoints that list, show, create, accept and revoke invites.

use axum::http::StatusCode;
use serde::Serialize;

use super::super::arguments::{Argument, ArgumentSet, Arguments, Checked, Kind};
use super::super::data::{Data, Invite, InviteState};
use super::super::error::Error;
use super::super::lookup;
use super::super::objects::InviteObject;
use super::super::pagination::{PAGE, PER_PAGE, Pagination, paginate};
use super::super::seed::{INVITE_LIFETIME, NOW};
use super::{Body, Call};

pub(super) static LIST_ARGUMENTS: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/Endpoints/Invites/ListEndpoint/BaseArgumentSet",
    &[lookup::ORGANIZATION, PAGE, PER_PAGE],
);

pub(super) static CREATE_ARGUMENTS: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/Endpoints/Invites/CreateEndpoint/BaseArgumentSet",
    &[Argument::required("properties", Kind::Set(&INVITE_PROPERTIES)), lookup::ORGANIZATION],
);

pub(super) static INFO_ARGUMENTS: ArgumentSet =
    ArgumentSet::new("KrystalIdentity/Endpoints/Invites/InfoEndpoint/BaseArgumentSet", &[lookup::INVITE]);

pub(super) static ACCEPT_ARGUMENTS: ArgumentSet =
    ArgumentSet::new("KrystalIdentity/Endpoints/Invites/AcceptEndpoint/BaseArgumentSet", &[lookup::INVITE]);

pub(super) static REVOKE_ARGUMENTS: ArgumentSet =
    ArgumentSet::new("KrystalIdentity/Endpoints/Invites/RevokeEndpoint/BaseArgumentSet", &[lookup::INVITE]);

static INVITE_PROPERTIES: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/ArgumentSets/InviteProperties",
    &[
        Argument::required("email_address", Kind::String),
        Argument::optional("owner", Kind::Boolean),
        Argument::optional_array("role_names", Kind::String),
        Argument::optional("expires_at", Kind::UnixTimestamp),
    ],
);

pub(super) fn list(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    #[derive(Serialize)]
    struct Answer<'a> {
        invites: Vec<InviteObject<'a>>,
        pagination: Pagination,
    }
    let organization = lookup::organization(data, call.arguments)?;
    let invites = data.invites.iter().filter(|invite| invite.organization_id == organization.id);
    let (invites, pagination) = paginate(invites, call.arguments);
    let invites =
        invites.into_iter().map(|invite| InviteObject::new(data, invite)).collect::<Result<_, _>>()?;
    Body::new(&Answer { invites, pagination })
}

pub(super) fn create(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    let organization_id = lookup::organization(data, call.arguments)?.id.clone();
    let none = Arguments::default();
    let properties = call.arguments.set("properties").unwrap_or(&none);
    let email_address = properties.string("email_address").unwrap_or_default().to_owned();
    if !email_address.contains('@') {
        return Err(Error::validation(vec!["Email address is invalid".to_owned()]));
    }
    if data.is_invited(&organization_id, &email_address) {
        return Err(Error::validation(vec!["Email address has already been invited".to_owned()]));
    }
    let invite = Invite {
        id: data.next_invite_id(),
        organization_id,
        inviter_id: call.identity.user_id.to_owned(),
        email_address,
        expires_at: match properties.get("expires_at") {
            Some(Checked::UnixTimestamp(seconds)) => *seconds,
            _ => NOW + INVITE_LIFETIME,
        },
        state: InviteState::Pending,
        // Left out means the default, null means null, so that a client can see which of the two it sent.
        owner: match properties.get("owner") {
            Some(Checked::Boolean(owner)) => Some(*owner),
            Some(_) => None,
            None => Some(false),
        },
        role_names: match properties.get("role_names") {
            Some(Checked::Array(names)) => Some(strings(names)),
            Some(_) => None,
            None => Some(Vec::new()),
        },
    };
    let answer = answer(data, &invite)?;
    data.invites.push(invite);
    Ok(answer)
}

pub(super) fn info(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    let id = lookup::invite(data, call.arguments)?.id.clone();
    answer_for(data, &id)
}

pub(super) fn accept(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    let invite = lookup::invite(data, call.arguments)?;
    match invite.state {
        InviteState::Accepted { .. } => return Err(already_accepted()),
        InviteState::Revoked => {
            return Err(Error::declared(
                StatusCode::CONFLICT,
                "invite_revoked",
                "The invite has been revoked",
            ));
        }
        InviteState::Pending | InviteState::Rejected { .. } => {
            invite.state = InviteState::Accepted { at: NOW }
        }
    }
    let id = invite.id.clone();
    answer_for(data, &id)
}

pub(super) fn revoke(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    let invite = lookup::invite(data, call.arguments)?;
    match invite.state {
        InviteState::Accepted { .. } => return Err(already_accepted()),
        InviteState::Pending | InviteState::Rejected { .. } | InviteState::Revoked => {
            invite.state = InviteState::Revoked;
        }
    }
    let id = invite.id.clone();
    answer_for(data, &id)
}

fn already_accepted() -> Error {
    Error::declared(StatusCode::CONFLICT, "invite_already_accepted", "The invite has already been accepted")
}

/// A null among the names passes the check of types but names nothing.
fn strings(values: &[Checked]) -> Vec<String> {
    let strings = values.iter().filter_map(|value| match value {
        Checked::String(text) => Some(text.clone()),
        _ => None,
    });
    strings.collect()
}

fn answer_for(data: &Data, id: &str) -> Result<Body, Error> {
    let mut invites = data.invites.iter();
    let invite = invites.find(|invite| invite.id == id).ok_or_else(Error::unhandled_exception)?;
    answer(data, invite)
}

fn answer(data: &Data, invite: &Invite) -> Result<Body, Error> {
    #[derive(Serialize)]
    struct Answer<'a> {
        invite: InviteObject<'a>,
    }
    Body::new(&Answer { invite: InviteObject::new(data, invite)? })
}
