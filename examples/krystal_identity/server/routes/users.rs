//! The endpoints that show and change users.

use serde::Serialize;

use super::super::arguments::{Argument, ArgumentSet, Arguments, Checked, Kind};
use super::super::data::{Data, User};
use super::super::error::Error;
use super::super::lookup;
use super::super::objects::UserObject;
use super::{Body, Call};

pub(super) static INFO_ARGUMENTS: ArgumentSet =
    ArgumentSet::new("KrystalIdentity/Endpoints/Users/InfoEndpoint/BaseArgumentSet", &[lookup::USER]);

pub(super) static UPDATE_ARGUMENTS: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/Endpoints/Users/UpdateEndpoint/BaseArgumentSet",
    &[Argument::required("properties", Kind::Set(&USER_PROPERTIES)), lookup::USER],
);

static USER_PROPERTIES: ArgumentSet = ArgumentSet::new(
    "KrystalIdentity/ArgumentSets/UserProperties",
    &[
        Argument::optional("first_name", Kind::String),
        Argument::optional("last_name", Kind::String),
        Argument::optional("time_zone", Kind::String),
        Argument::optional("email_address", Kind::String),
    ],
);

pub(super) fn info(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    let id = lookup::user(data, call.arguments)?.id.clone();
    answer(data, &id)
}

pub(super) fn update(data: &mut Data, call: &Call<'_>) -> Result<Body, Error> {
    let id = lookup::user(data, call.arguments)?.id.clone();
    let none = Arguments::default();
    let properties = call.arguments.set("properties").unwrap_or(&none);
    let complaints = complaints(data, &id, properties);
    if !complaints.is_empty() {
        return Err(Error::validation(complaints));
    }
    apply(lookup::user(data, call.arguments)?, properties);
    answer(data, &id)
}

/// What is wrong with the properties, one sentence each, as the detail of a `validation_error` has them.
fn complaints(data: &Data, id: &str, properties: &Arguments) -> Vec<String> {
    let mut complaints = Vec::new();
    let never_blank = [("first_name", "First name"), ("last_name", "Last name"), ("time_zone", "Time zone")];
    for (name, label) in never_blank {
        let given = properties.get(name).is_some();
        if given && properties.string(name).is_none_or(|text| text.trim().is_empty()) {
            complaints.push(format!("{label} can't be blank"));
        }
    }
    if let Some(email_address) = properties.string("email_address") {
        let taken = |user: &User| user.id != id && user.email_address.as_deref() == Some(email_address);
        if !email_address.contains('@') {
            complaints.push("Email address is invalid".to_owned());
        } else if data.users.iter().any(taken) {
            complaints.push("Email address has already been taken".to_owned());
        }
    }
    complaints
}

/// What is absent stays as it is; null clears the email address.
fn apply(user: &mut User, properties: &Arguments) {
    let texts = [
        ("first_name", &mut user.first_name),
        ("last_name", &mut user.last_name),
        ("time_zone", &mut user.time_zone),
    ];
    for (name, text) in texts {
        if let Some(new) = properties.string(name) {
            new.clone_into(text);
        }
    }
    let new = match properties.get("email_address") {
        Some(Checked::String(new)) => Some(new.clone()),
        Some(_) => None,
        None => return,
    };
    let old = std::mem::replace(&mut user.email_address, new.clone());
    if let Some(all) = &mut user.email_addresses {
        all.retain(|one| Some(one) != old.as_ref() && Some(one) != new.as_ref());
        all.extend(new);
    }
}

fn answer(data: &Data, id: &str) -> Result<Body, Error> {
    #[derive(Serialize)]
    struct Answer<'a> {
        user: UserObject<'a>,
    }
    let user = data.user(id).ok_or_else(Error::unhandled_exception)?;
    Body::new(&Answer { user: UserObject::new(data, user)? })
}
