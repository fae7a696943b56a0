//! The steps that succeed: organizations, an invitation and its life, a user.

use sigpost::{Endpoint as _, Error, ErrorSet, Report};
use sigpost_examples::krystal_identity::api::{
    Invite, InviteLookup, InviteProperties, InviteState, OrganizationLookup, User, UserLookup,
    UserProperties, accept_invite, create_invite, get_invite, get_organization, get_user, list_invites,
    list_organizations, revoke_invite, update_user,
};
use sigpost_examples::krystal_identity::server;
use sigpost_examples::stage::{Outcome, Stage, check, line};

use super::{Story, page};

/// How many organizations are asked for at a time.
const PER_PAGE: u32 = 20;

/// As many as the API gives at a time.
const MOST_PER_PAGE: u32 = 200;

/// The text of an error, for a step that should have had none, with its detail where it has one.
fn text<E: ErrorSet + 'static>(error: Error<E>) -> String {
    match error.response().and_then(|response| response.detail_json()) {
        Some(detail) if detail != "{}" => format!("{}, {detail}", Report(&error)),
        _ => Report(&error).to_string(),
    }
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
        let mut pages = self.identity.send(list_organizations().per_page(PER_PAGE)).pages();
        while let Some(page) = pages.next().await {
            let (organizations, pagination) = page.map_err(text)?;
            count += organizations.len();
            line(format!("page {} has {}", pagination.current_page, organizations.len()));
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
        let created = self.create().await;
        stage.end(created.as_ref().map(|_| ()).map_err(Clone::clone));
        let title = "List the invites, and get the new one";
        let Ok(invite) = created else { return stage.skip(title, "there is no new invite") };
        stage.step(title);
        let outcome = self.see(&invite).await;
        stage.end(outcome);
    }

    async fn create(&self) -> Result<Invite, String> {
        let properties = || InviteProperties {
            owner: Some(false),
            role_names: Some(vec!["billing".to_owned()]),
            ..InviteProperties::new(&self.target.email)
        };
        let curl = self.identity.send(create_invite(self.organization(), properties())).to_curl();
        let curl = curl.map_err(|error| Report(&error).to_string())?;
        line(&curl);
        let bearer = format!("Bearer {}", self.target.token);
        check(!curl.contains(&bearer), "no token in the command", "the token")?;
        let call = self.identity.send(create_invite(self.organization(), properties()));
        let response = call.with_response().await.map_err(text)?;
        let request_id = response.headers().get("x-request-id").and_then(|id| id.to_str().ok());
        line(format!("{}, request id {}", response.status(), request_id.unwrap_or("none")));
        let invite = response.into_body();
        page::invite(&invite);
        check(invite.email_address == self.target.email, &self.target.email, &invite.email_address)?;
        Ok(invite)
    }

    async fn see(&self, created: &Invite) -> Outcome {
        let (invites, _) = self.identity.send(list_invites(self.organization())).await.map_err(text)?;
        line(format!("{} invites on the first page", invites.len()));
        let found =
            self.identity.send(get_invite(InviteLookup::Id(created.id.clone()))).await.map_err(text)?;
        line(format!("{} is for {}", found.id, found.email_address));
        check(found == *created, "the invite as it was created", format!("{found:?}"))
    }

    pub(super) async fn large_set(&self, stage: &mut Stage) {
        let title = "List the invites of a large organization, whose pages come without totals";
        if self.server.is_none() {
            return stage.skip(title, "it needs an organization that only the server of this program has");
        }
        stage.step(title);
        let outcome = self.all_invites().await;
        stage.end(outcome);
    }

    async fn all_invites(&self) -> Outcome {
        let large = OrganizationLookup::Id(server::LARGE_ORGANIZATION_ID.to_owned());
        let (mut count, mut last) = (0, (0, 0));
        let mut pages = self.identity.send(list_invites(large).per_page(MOST_PER_PAGE)).pages();
        while let Some(page) = pages.next().await {
            let (invites, pagination) = page.map_err(text)?;
            check(pagination.total_pages.is_none(), "no number of pages", "one")?;
            count += invites.len();
            last = (pagination.current_page, invites.len());
        }
        let (page, invites) = last;
        line(format!("page {page} is the last, with {invites} of {count} invites"));
        check(count == server::LARGE_ORGANIZATION_INVITES, "every invite of the organization", count)
    }

    pub(super) async fn life_of_an_invite(&self, stage: &mut Stage) {
        let title = "Accept an invite, and revoke another";
        if self.server.is_none() {
            return stage
                .skip(title, "the new invite is for whoever was invited, and the others are not ours");
        }
        stage.step(title);
        let outcome = self.live().await;
        stage.end(outcome);
    }

    async fn live(&self) -> Outcome {
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
        let moved = self.update(by_id(), time_zone).await?;
        check(moved.email_address == user.email_address, "the address as it was", "another")?;
        // What is null goes.
        let removed = UserProperties { email_address: Some(None), ..Default::default() };
        let bare = self.update(by_id(), removed).await?;
        check(bare.email_address.is_none(), "no address", "one")
    }

    /// Changes a user, and shows what is sent for that and what came of it.
    async fn update(&self, user: UserLookup, properties: UserProperties) -> Result<User, String> {
        let update = update_user(user, properties);
        let request = update.to_request(self.identity.base()).map_err(|error| Report(&error).to_string())?;
        if let Some(body) = request.body().as_bytes() {
            line(format!("{} {}", request.method(), String::from_utf8_lossy(body)));
        }
        let user = self.identity.send(update).await.map_err(text)?;
        page::user(&user);
        Ok(user)
    }
}
