//! The steps that succeed: organizations, an invitation and its life, a user.

use std::fmt::Display;

use sigpost::{Error, ErrorSet};
use sigpost_examples::krystal_identity::api::{
    InviteLookup, InviteProperties, InviteState, OrganizationLookup, UserLookup, UserProperties,
    accept_invite, create_invite, get_invite, get_organization, get_user, list_invites, list_organizations,
    revoke_invite, update_user,
};
use sigpost_examples::krystal_identity::server;

use super::stage::{Outcome, Stage, chain, line, unexpected};
use super::{Story, page};

/// How many organizations are asked for at a time.
const PER_PAGE: u32 = 20;

/// So many pages are enough for a story.
const MOST_PAGES: u32 = 5;

/// The text of an error, for a step that should have had none.
fn text<E: ErrorSet + 'static>(error: Error<E>) -> String {
    chain(&error)
}

fn check(holds: bool, expected: &str, met: impl Display) -> Outcome {
    if holds { Ok(()) } else { unexpected(expected, met) }
}

impl Story {
    pub(super) async fn organizations(&self, stage: &mut Stage) {
        stage.step("List the organizations, page by page");
        let outcome = self.all_organizations().await;
        stage.end(outcome);
        stage.step("Get one by its identifier, then by its id");
        let outcome = self.organization_by_each_lookup().await;
        stage.end(outcome);
    }

    async fn all_organizations(&self) -> Outcome {
        let mut count = 0;
        for page in 1..=MOST_PAGES {
            let request = list_organizations().page(page).per_page(PER_PAGE);
            let (organizations, pagination) = self.identity.send(request).await.map_err(text)?;
            count += organizations.len();
            line(format!("page {page} has {}", organizations.len()));
            // Of a large set the number of pages is not said: then there is more while a page comes back full.
            let more = match pagination.total_pages {
                Some(pages) => page < pages,
                None => organizations.len() == PER_PAGE as usize,
            };
            if !more {
                break;
            }
        }
        line(format!("{count} organizations"));
        let all = self.server.is_none() || count == server::ORGANIZATION_COUNT;
        check(all, "every organization of the server", count)
    }

    async fn organization_by_each_lookup(&self) -> Outcome {
        let found = self.identity.send(get_organization(self.organization())).await.map_err(text)?;
        page::organization(&found);
        let again = self.identity.send(get_organization(OrganizationLookup::Id(found.id.clone())));
        let again = again.await.map_err(text)?;
        page::organization(&again);
        check(found == again, "the same organization twice", again.id)
    }

    pub(super) async fn invitation(&self, stage: &mut Stage) {
        stage.step("Invite someone");
        let outcome = self.create().await;
        stage.end(outcome);
    }

    async fn create(&self) -> Outcome {
        let properties = || InviteProperties {
            owner: Some(false),
            role_names: Some(vec!["billing".to_owned()]),
            ..InviteProperties::new(&self.target.email)
        };
        let curl = self.identity.send(create_invite(self.organization(), properties())).to_curl();
        let curl = curl.map_err(|error| chain(&error))?;
        line(&curl);
        let bearer = format!("Bearer {}", self.target.token);
        check(!curl.contains(&bearer), "no token in the command", "the token")?;
        let call = self.identity.send(create_invite(self.organization(), properties()));
        let response = call.with_response().await.map_err(text)?;
        let request_id = response.headers().get("x-request-id").and_then(|id| id.to_str().ok());
        line(format!("{}, request id {}", response.status(), request_id.unwrap_or("none")));
        let invite = response.into_body();
        page::invite(&invite);
        check(invite.email_address == self.target.email, &self.target.email, &invite.email_address)
    }

    pub(super) async fn life_of_an_invite(&self, stage: &mut Stage) {
        let title = "List, get, accept, and revoke invites";
        if self.server.is_none() {
            return stage.skip(title, "it would change what is there");
        }
        stage.step(title);
        let outcome = self.live().await;
        stage.end(outcome);
    }

    async fn live(&self) -> Outcome {
        let (invites, _) = self.identity.send(list_invites(self.organization())).await.map_err(text)?;
        line(format!("{} invites", invites.len()));
        let pending = || InviteLookup::Id(server::PENDING_INVITE_ID.to_owned());
        let invite = self.identity.send(get_invite(pending())).await.map_err(text)?;
        check(invite.state == InviteState::Pending, "a pending invite", format!("{:?}", invite.state))?;
        let invite = self.identity.send(accept_invite(pending())).await.map_err(text)?;
        line(format!("{} accepted", invite.email_address));
        check(invite.accepted_at.is_some(), "the time of acceptance", "none")?;
        let another = InviteProperties::new("short-lived@example.com");
        let created = self.identity.send(create_invite(self.organization(), another)).await.map_err(text)?;
        let revoked = self.identity.send(revoke_invite(InviteLookup::Id(created.id))).await.map_err(text)?;
        line(format!("the invite for {} was taken back", revoked.email_address));
        check(revoked.state == InviteState::Revoked, "a revoked invite", format!("{:?}", revoked.state))
    }

    pub(super) async fn user(&self, stage: &mut Stage) {
        let title = "Get a user, change one property, and remove another";
        if self.server.is_none() {
            return stage.skip(title, "it would change what is there");
        }
        stage.step(title);
        let outcome = self.change_user().await;
        stage.end(outcome);
    }

    async fn change_user(&self) -> Outcome {
        let by_address = UserLookup::EmailAddress(server::OTHER_USER_EMAIL_ADDRESS.to_owned());
        let user = self.identity.send(get_user(by_address)).await.map_err(text)?;
        page::user(&user);
        let by_id = || UserLookup::Id(user.id.clone());
        // What is left out stays: here the address.
        let time_zone = UserProperties { time_zone: Some("Europe/Berlin".to_owned()), ..Default::default() };
        let moved = self.identity.send(update_user(by_id(), time_zone)).await.map_err(text)?;
        page::user(&moved);
        check(moved.email_address == user.email_address, "the address as it was", "another")?;
        // What is null goes.
        let removed = UserProperties { email_address: Some(None), ..Default::default() };
        let bare = self.identity.send(update_user(by_id(), removed)).await.map_err(text)?;
        page::user(&bare);
        check(bare.email_address.is_none(), "no address", "one")
    }
}
