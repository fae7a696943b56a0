//! The steps that fail, each in its way: declared errors, others, a value that is refused, and no server at all.

use sigpost::{Delivery, Error, Report};
use sigpost_examples::krystal_identity::api::{
    AcceptInviteError, CreateInviteError, GetInviteError, GetOrganizationError, GetUserError, InviteLookup,
    InviteProperties, ListInvitesError, OrganizationLookup, RevokeInviteError, UpdateUserError, UserLookup,
    UserProperties, accept_invite, create_invite, get_invite, get_organization, get_user, list_invites,
    revoke_invite, update_user,
};
use sigpost_examples::krystal_identity::server;
use sigpost_examples::stage::{Outcome, Stage, line, told, unexpected};

use super::Story;

fn no_organization() -> OrganizationLookup {
    OrganizationLookup::Identifier("no-such-organization".to_owned())
}

impl Story {
    pub(super) async fn declared_errors(&self, stage: &mut Stage) {
        stage.step("Meet the declared errors of `create_invite`");
        let outcome = self.organization_not_found().await;
        stage.end(outcome);
        let outcome = self.validation_error().await;
        stage.end(outcome);
        let title = "Meet the declared errors of the other endpoints";
        if self.server.is_none() {
            return stage
                .skip(title, "they need what only the server of this program has, or would change things");
        }
        stage.step(title);
        let outcome = self.errors_of_organizations_and_users().await;
        stage.end(outcome);
        let outcome = self.errors_of_invites().await;
        stage.end(outcome);
    }

    async fn organization_not_found(&self) -> Outcome {
        // Should an installation have such an organization after all, nobody gets mail: `.invalid` is no domain
        // (RFC 6761, section 6.4).
        let request = create_invite(no_organization(), InviteProperties::new("nobody@example.invalid"));
        told("OrganizationNotFound", self.identity.send(request).await, |error| {
            matches!(error, Error::Declared(CreateInviteError::OrganizationNotFound(_)))
        })
    }

    async fn validation_error(&self) -> Outcome {
        let request = create_invite(self.organization(), InviteProperties::new("not-an-address"));
        match self.identity.send(request).await {
            Err(Error::Declared(CreateInviteError::ValidationError(error))) => {
                line(format!("ValidationError: {error}"));
                for detail in &error.detail.details {
                    line(format!("    {detail}"));
                }
                Ok(())
            }
            Err(error) => unexpected("ValidationError", Report(&error)),
            Ok(_) => unexpected("ValidationError", "a success"),
        }
    }

    async fn errors_of_organizations_and_users(&self) -> Outcome {
        told(
            "OrganizationNotFound",
            self.identity.send(get_organization(no_organization())).await,
            |error| matches!(error, Error::Declared(GetOrganizationError::OrganizationNotFound(_))),
        )?;
        told("OrganizationNotFound", self.identity.send(list_invites(no_organization())).await, |error| {
            matches!(error, Error::Declared(ListInvitesError::OrganizationNotFound(_)))
        })?;
        let nobody = || UserLookup::EmailAddress("nobody@example.com".to_owned());
        told("UserNotFound", self.identity.send(get_user(nobody())).await, |error| {
            matches!(error, Error::Declared(GetUserError::UserNotFound(_)))
        })?;
        let nothing = UserProperties::default();
        told("UserNotFound", self.identity.send(update_user(nobody(), nothing)).await, |error| {
            matches!(error, Error::Declared(UpdateUserError::UserNotFound(_)))
        })?;
        let ada = UserLookup::Id(server::USER_ID.to_owned());
        let nowhere = UserProperties { time_zone: Some(String::new()), ..Default::default() };
        told("ValidationError", self.identity.send(update_user(ada, nowhere)).await, |error| {
            matches!(error, Error::Declared(UpdateUserError::ValidationError(error))
                if error.detail.details == ["Time zone can't be blank"])
        })
    }

    async fn errors_of_invites(&self) -> Outcome {
        let id = |id: &str| InviteLookup::Id(id.to_owned());
        told("InviteNotFound", self.identity.send(get_invite(id("none"))).await, |error| {
            matches!(error, Error::Declared(GetInviteError::InviteNotFound(_)))
        })?;
        told("InviteNotFound", self.identity.send(accept_invite(id("none"))).await, |error| {
            matches!(error, Error::Declared(AcceptInviteError::InviteNotFound(_)))
        })?;
        told("InviteNotFound", self.identity.send(revoke_invite(id("none"))).await, |error| {
            matches!(error, Error::Declared(RevokeInviteError::InviteNotFound(_)))
        })?;
        // Two codes on one status.
        let accepted = id(server::ACCEPTED_INVITE_ID);
        told("InviteAlreadyAccepted", self.identity.send(accept_invite(accepted.clone())).await, |error| {
            matches!(error, Error::Declared(AcceptInviteError::InviteAlreadyAccepted(_)))
        })?;
        told(
            "InviteRevoked",
            self.identity.send(accept_invite(id(server::REVOKED_INVITE_ID))).await,
            |error| matches!(error, Error::Declared(AcceptInviteError::InviteRevoked(_))),
        )?;
        told("InviteAlreadyAccepted", self.identity.send(revoke_invite(accepted)).await, |error| {
            matches!(error, Error::Declared(RevokeInviteError::InviteAlreadyAccepted(_)))
        })
    }

    pub(super) async fn undeclared_errors(&self, stage: &mut Stage) {
        stage.step("Meet a route that the API does not have");
        let outcome = self.wrong_address().await;
        stage.end(outcome);
        let title = "Meet a wrong token, a missing scope, and a 404 that is no answer of the API's";
        if self.server.is_none() {
            return stage.skip(title, "it needs other tokens, and an address outside of the API");
        }
        stage.step(title);
        let outcome = self.wrong_token().await;
        stage.end(outcome);
        let outcome = self.missing_scope().await;
        stage.end(outcome);
        let outcome = self.html().await;
        stage.end(outcome);
    }

    async fn wrong_token(&self) -> Outcome {
        let stranger =
            self.client(&self.target.base_url, "wrong").map_err(|error| Report(&error).to_string())?;
        told("a token that is refused", stranger.send(get_organization(self.organization())).await, |error| {
            matches!(error, Error::Undeclared(_)) && error.code() == Some("invalid_api_token")
        })
    }

    /// A 404, but not one of an organization.
    async fn wrong_address(&self) -> Outcome {
        let address = format!("{}/elsewhere", self.target.base_url);
        let lost = self.client(&address, &self.target.token).map_err(|error| Report(&error).to_string())?;
        told("a route that does not exist", lost.send(get_organization(self.organization())).await, |error| {
            matches!(error, Error::Undeclared(_)) && error.code() == Some("route_not_found")
        })
    }

    async fn missing_scope(&self) -> Outcome {
        let reader = self
            .client(&self.target.base_url, server::READ_ONLY_TOKEN)
            .map_err(|error| Report(&error).to_string())?;
        let request = create_invite(self.organization(), InviteProperties::new(&self.target.email));
        told("a missing scope", reader.send(request).await, |error| {
            let code = error.code() == Some("scope_not_granted");
            matches!(error, Error::Undeclared(_)) && code && error.to_string().contains("invites:write")
        })
    }

    async fn html(&self) -> Outcome {
        let outside = self.target.base_url.replace("/api/v1", "/elsewhere");
        let lost = self.client(&outside, &self.target.token).map_err(|error| Report(&error).to_string())?;
        told("a page instead of an answer", lost.send(get_organization(self.organization())).await, |error| {
            let is_page = error.response().is_some_and(|response| response.body_text().contains("<html"));
            matches!(error, Error::Undeclared(_)) && error.code().is_none() && is_page
        })
    }

    pub(super) async fn refused_value(&self, stage: &mut Stage) {
        stage.step("Give a value that would lead to another route");
        let up = OrganizationLookup::Id("..".to_owned());
        let result = self.identity.send(create_invite(up, InviteProperties::new(&self.target.email))).await;
        let outcome = told("a refused value", result, |error| {
            matches!(error, Error::Request(refused) if refused.parameter() == Some("organization"))
                && error.delivery() == Delivery::NotSent
        });
        stage.end(outcome);
    }

    pub(super) async fn dead_server(self, stage: &mut Stage) {
        let title = "Call a server that is gone";
        let organization = self.organization();
        let Some(server) = self.server else {
            return stage.skip(title, "the installation is not this program's to stop");
        };
        stage.step(title);
        server.stop().await;
        let outcome = told("no server", self.identity.send(get_organization(organization)).await, |error| {
            matches!(error, Error::Transport(_)) && error.delivery() == Delivery::NotSent
        });
        stage.end(outcome);
    }
}
