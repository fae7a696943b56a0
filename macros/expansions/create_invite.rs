// /// Invites a user to the organization.
// #[endpoint(
//     POST "/organizations/<organization>/invites",
//     returns(invite),
//     errors(organization_not_found = 404, validation_error = 422 => ValidationErrors),
// )]
// pub async fn create_invite(organization: OrganizationLookup, properties: InviteProperties) -> Invite;

/// Invites a user to the organization.
///
/// `POST /organizations/<organization>/invites`
///
/// | error | when |
/// |---|---|
/// | [`OrganizationNotFound`](CreateInviteError::OrganizationNotFound) | `organization_not_found`: 404 Not Found |
/// | [`ValidationError`](CreateInviteError::ValidationError) | `validation_error`: 422 Unprocessable Entity |
pub fn create_invite(
    organization: OrganizationLookup,
    properties: InviteProperties,
) -> CreateInvite {
    ::sigpost::__editor! {
        POST; returns errors;; organization
    }
    CreateInvite {
        organization,
        properties,
    }
}
/// A request to [`create_invite`](create_invite()): `POST /organizations/<organization>/invites`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct CreateInvite {
    organization: OrganizationLookup,
    properties: InviteProperties,
}
impl ::core::fmt::Debug for CreateInvite {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for CreateInvite {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for CreateInvite {
    type Output = Invite;
    type Error = CreateInviteError;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "create_invite",
            "POST",
            "/organizations/<organization>/invites",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "organization",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "properties",
                    ::sigpost::spec::Place::Field,
                ),
            ],
        )
        .returns(&["invite"])
        .errors(<CreateInviteError as ::sigpost::ErrorSet>::ERRORS)
        .docs("Invites a user to the organization.");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::member(
        &["invite"],
    );
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.organization]);
        request.field("properties", &self.properties);
    }
}
/// The declared errors of [`create_invite`](create_invite()).
#[allow(dead_code)]
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum CreateInviteError {
    /// `organization_not_found`: 404 Not Found
    OrganizationNotFound(::sigpost::Declared),
    /// `validation_error`: 422 Unprocessable Entity
    ValidationError(::sigpost::Declared<ValidationErrors>),
}
impl ::sigpost::ErrorSet for CreateInviteError {
    const ERRORS: &'static [::sigpost::spec::ErrorSpec] = &[
        ::sigpost::spec::ErrorSpec::code("organization_not_found", 404),
        ::sigpost::spec::ErrorSpec::code("validation_error", 422),
    ];
    fn from_response(
        index: usize,
        response: ::sigpost::ErrorResponse,
    ) -> ::core::result::Result<Self, ::sigpost::ErrorResponse> {
        match index {
            0 => {
                ::core::result::Result::Ok(
                    Self::OrganizationNotFound(response.without_detail()),
                )
            }
            1 => response.with_detail().map(Self::ValidationError),
            _ => ::core::result::Result::Err(response),
        }
    }
    fn response(&self) -> &::sigpost::ErrorResponse {
        match self {
            Self::OrganizationNotFound(error) => error.response(),
            Self::ValidationError(error) => error.response(),
        }
    }
}
impl ::core::fmt::Display for CreateInviteError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(::sigpost::ErrorSet::response(self), f)
    }
}
impl ::core::error::Error for CreateInviteError {}
