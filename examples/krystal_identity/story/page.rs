//! How what the API gives looks on a page.

use jiff::Timestamp;
use sigpost_examples::krystal_identity::api::{Invite, Organization, User};
use sigpost_examples::stage::line;

pub(super) fn invite(invite: &Invite) {
    let Invite { id, inviter, email_address, expires_at, state, owner, role_names, .. } = invite;
    row("invite", id);
    row("for", email_address);
    row("from", &format!("{} <{}>", inviter.name, inviter.email_address.as_deref().unwrap_or("no address")));
    row("state", &format!("{state:?}").to_lowercase());
    row("expires", &moment(*expires_at));
    row("owner", if *owner == Some(true) { "yes" } else { "no" });
    row("roles", &list(role_names.as_deref()));
    for place in &inviter.organizations {
        row("inviter in", &format!("{} ({})", place.organization_name, list(place.roles.as_deref())));
    }
}

pub(super) fn organization(organization: &Organization) {
    let Organization { id, name, identifier, updated_at, .. } = organization;
    row(identifier, &format!("{name}, {id}, last changed {}", moment(*updated_at)));
}

pub(super) fn user(user: &User) {
    let User { id, name, time_zone, email_address, .. } = user;
    let address = email_address.as_deref().unwrap_or("no main address");
    row("user", &format!("{name}, {address}, {time_zone}, {id}"));
}

fn row(name: &str, value: &str) {
    line(format!("{name:<12} {value}"));
}

fn moment(timestamp: Timestamp) -> String {
    timestamp.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn list(names: Option<&[String]>) -> String {
    match names {
        Some(names) if !names.is_empty() => names.join(", "),
        _ => "none".to_owned(),
    }
}
