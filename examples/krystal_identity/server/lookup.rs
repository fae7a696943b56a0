//! The lookups: their definitions, and finding what a checked lookup stands for. That exactly one member is
//! given is checked with the other arguments, before anything is looked up.

use axum::http::StatusCode;

use super::arguments::{Argument, ArgumentSet, Arguments, Kind};
use super::data::{Data, Invite, Organization, User};
use super::error::Error;

pub(super) static ORGANIZATION_LOOKUP: ArgumentSet = ArgumentSet::lookup(
    "KrystalIdentity/LookupArgumentSets/OrganizationLookup",
    &[Argument::optional("id", Kind::String), Argument::optional("identifier", Kind::String)],
);

pub(super) static INVITE_LOOKUP: ArgumentSet = ArgumentSet::lookup(
    "KrystalIdentity/LookupArgumentSets/InviteLookup",
    &[Argument::optional("id", Kind::String)],
);

pub(super) static USER_LOOKUP: ArgumentSet = ArgumentSet::lookup(
    "KrystalIdentity/LookupArgumentSets/UserLookup",
    &[Argument::optional("id", Kind::String), Argument::optional("email_address", Kind::String)],
);

/// The argument `organization` of an endpoint.
pub(super) const ORGANIZATION: Argument = Argument::required("organization", Kind::Set(&ORGANIZATION_LOOKUP));

/// The argument `invite` of an endpoint.
pub(super) const INVITE: Argument = Argument::required("invite", Kind::Set(&INVITE_LOOKUP));

/// The argument `user` of an endpoint.
pub(super) const USER: Argument = Argument::required("user", Kind::Set(&USER_LOOKUP));

pub(super) fn organization<'a>(data: &'a Data, arguments: &Arguments) -> Result<&'a Organization, Error> {
    let (id, identifier) = members(arguments, "organization", "identifier");
    let mut organizations = data.organizations.iter();
    let found = organizations.find(|one| id == Some(&one.id) || identifier == Some(&one.identifier));
    found.ok_or_else(|| {
        Error::declared(
            StatusCode::NOT_FOUND,
            "organization_not_found",
            "No organization was found matching any of the criteria provided in the arguments",
        )
    })
}

pub(super) fn invite<'a>(data: &'a mut Data, arguments: &Arguments) -> Result<&'a mut Invite, Error> {
    let id = arguments.set("invite").and_then(|lookup| lookup.string("id"));
    let found = data.invites.iter_mut().find(|one| id == Some(&one.id));
    found.ok_or_else(|| {
        Error::declared(
            StatusCode::NOT_FOUND,
            "invite_not_found",
            "No invite was found matching any of the criteria provided in the arguments",
        )
    })
}

pub(super) fn user<'a>(data: &'a mut Data, arguments: &Arguments) -> Result<&'a mut User, Error> {
    let (id, email_address) = members(arguments, "user", "email_address");
    let found = data.users.iter_mut().find(|one| {
        // A user without an address is not the one whose address wasn't given.
        id == Some(&one.id) || (email_address.is_some() && email_address == one.email_address.as_deref())
    });
    found.ok_or_else(|| {
        Error::declared(
            StatusCode::NOT_FOUND,
            "user_not_found",
            "No user was found matching any of the criteria provided in the arguments",
        )
    })
}

/// The member `id` and the other one. Both are `None` where the only one given is null; that finds nothing.
fn members<'a>(arguments: &'a Arguments, lookup: &str, other: &str) -> (Option<&'a str>, Option<&'a str>) {
    let lookup = arguments.set(lookup);
    (lookup.and_then(|lookup| lookup.string("id")), lookup.and_then(|lookup| lookup.string(other)))
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Checked;
    use super::super::seed::{
        ORGANIZATION_ID, ORGANIZATION_IDENTIFIER, PENDING_INVITE_ID, USER_EMAIL_ADDRESS, USER_ID,
    };
    use super::*;

    fn arguments(argument: &'static str, member: &'static str, value: Checked) -> Arguments {
        let mut lookup = Arguments::default();
        lookup.insert(member, value);
        let mut arguments = Arguments::default();
        arguments.insert(argument, Checked::Set(lookup));
        arguments
    }

    fn text(text: &str) -> Checked {
        Checked::String(text.to_owned())
    }

    #[test]
    fn each_member_finds_by_itself_alone() {
        let mut data = Data::default();
        for (member, value) in [("id", ORGANIZATION_ID), ("identifier", ORGANIZATION_IDENTIFIER)] {
            let found = organization(&data, &arguments("organization", member, text(value))).expect("found");
            assert_eq!(found.id, ORGANIZATION_ID);
        }
        for (member, value) in [("id", USER_ID), ("email_address", USER_EMAIL_ADDRESS)] {
            let found = user(&mut data, &arguments("user", member, text(value))).expect("found");
            assert_eq!(found.id, USER_ID);
        }
        let found = invite(&mut data, &arguments("invite", "id", text(PENDING_INVITE_ID))).expect("found");
        assert_eq!(found.id, PENDING_INVITE_ID);

        let identifier_as_id = arguments("organization", "id", text(ORGANIZATION_IDENTIFIER));
        assert_eq!(
            organization(&data, &identifier_as_id).expect_err("none").code(),
            "organization_not_found"
        );
    }

    #[test]
    fn null_finds_nothing() {
        let mut data = Data::default();
        for user in &mut data.users {
            user.email_address = None;
        }
        let by_null = arguments("user", "email_address", Checked::Null);
        assert_eq!(user(&mut data, &by_null).expect_err("none").code(), "user_not_found");
        let by_null = arguments("invite", "id", Checked::Null);
        assert_eq!(invite(&mut data, &by_null).expect_err("none").code(), "invite_not_found");
    }
}
