//! One endpoint: the function, its errors, and the wrappers of its body and answer.

use serde::{Deserialize, Serialize};
use sigpost_examples::krystal_identity::api::{
    Invite, InviteProperties, OrganizationLookup, ValidationErrors,
};

use super::client::{ApiError, Client, Failure, decode};

#[derive(Debug, thiserror::Error)]
pub enum CreateInviteError {
    #[error("no such organization: {0}")]
    OrganizationNotFound(Box<ApiError>),
    #[error("the properties are not valid: {0}")]
    ValidationError(Box<ApiError>, ValidationErrors),
    #[error(transparent)]
    Other(Failure),
}

impl From<Failure> for CreateInviteError {
    fn from(failure: Failure) -> Self {
        let Failure::Api(error) = failure else { return Self::Other(failure) };
        match error.code.as_str() {
            "organization_not_found" => Self::OrganizationNotFound(error),
            "validation_error" => match error.detail() {
                Ok(detail) => Self::ValidationError(error, detail),
                Err(_) => Self::Other(Failure::Api(error)),
            },
            _ => Self::Other(Failure::Api(error)),
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    properties: &'a InviteProperties,
}

#[derive(Deserialize)]
struct Answer {
    invite: Invite,
}

impl Client {
    /// Invites a user to the organization.
    pub async fn create_invite(
        &self,
        organization: &OrganizationLookup,
        properties: &InviteProperties,
    ) -> Result<Invite, CreateInviteError> {
        let request = match organization {
            OrganizationLookup::Id(id) => self.http.post(self.url(&["organizations", id, "invites"])),
            OrganizationLookup::Identifier(identifier) => self
                .http
                .post(self.url(&["organizations", "_", "invites"]))
                .query(&[("organization[identifier]", identifier)]),
        };
        let body = self.send(request.json(&Body { properties })).await?;
        Ok(decode::<Answer>(&body)?.invite)
    }
}
