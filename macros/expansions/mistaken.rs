// /// Gives a member.
// #[endpoint(GET "/teams/<tem>/members", error(not_found = 404), errors(member_not_found = 404 => Missing))]
// pub async fn get_member(team: &str, member: Option<u64>) -> Member;

/// Gives a member.
///
/// `GET /teams/<tem>/members`
///
/// | error | when |
/// |---|---|
/// | [`NotFound`](GetMemberError::NotFound) | `not_found`: 404 Not Found |
/// | [`MemberNotFound`](GetMemberError::MemberNotFound) | `member_not_found`: 404 Not Found |
pub fn get_member<'a>(team: &'a str) -> GetMember<'a> {
    ::sigpost::__editor! {
        GET; error errors;;
    }
    GetMember {
        team,
        member: ::core::option::Option::None,
    }
}
/// A request to [`get_member`](get_member()): `GET /teams/<tem>/members`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetMember<'a> {
    team: &'a str,
    member: ::core::option::Option<u64>,
}
#[allow(dead_code)]
impl<'a> GetMember<'a> {
    /// Sets the query pair `member`, which is left out otherwise.
    pub fn member(mut self, member: u64) -> Self {
        self.member = ::core::option::Option::Some(member);
        self
    }
}
impl<'a> ::core::fmt::Debug for GetMember<'a> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl<'a> ::core::cmp::PartialEq for GetMember<'a> {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl<'a> ::sigpost::Endpoint for GetMember<'a> {
    type Output = Member;
    type Error = GetMemberError;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
        "get_member",
        "",
        "",
    );
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::__private::no_decoder();
    fn encode(&self, _: &mut ::sigpost::RequestEncoder<'_>) {}
}
/// The declared errors of [`get_member`](get_member()).
#[allow(dead_code)]
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum GetMemberError {
    /// `not_found`: 404 Not Found
    NotFound(::sigpost::Declared),
    /// `member_not_found`: 404 Not Found
    MemberNotFound(::sigpost::Declared<Missing>),
}
impl ::sigpost::ErrorSet for GetMemberError {
    const ERRORS: &'static [::sigpost::spec::ErrorSpec] = &[
        ::sigpost::spec::ErrorSpec::code("not_found", 404),
        ::sigpost::spec::ErrorSpec::code("member_not_found", 404),
    ];
    fn from_response(
        index: usize,
        response: ::sigpost::ErrorResponse,
    ) -> ::core::result::Result<Self, ::sigpost::ErrorResponse> {
        match index {
            0 => ::core::result::Result::Ok(Self::NotFound(response.without_detail())),
            1 => response.with_detail().map(Self::MemberNotFound),
            _ => ::core::result::Result::Err(response),
        }
    }
    fn response(&self) -> &::sigpost::ErrorResponse {
        match self {
            Self::NotFound(error) => error.response(),
            Self::MemberNotFound(error) => error.response(),
        }
    }
}
impl ::core::fmt::Display for GetMemberError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(::sigpost::ErrorSet::response(self), f)
    }
}
impl ::core::error::Error for GetMemberError {}
::core::compile_error!(
    "the placeholder `<tem>` has no parameter\nhelp: there is a parameter with a similar name: `team`",
)
::core::compile_error!(
    "`error` is not written like this\nhelp: write `errors(not_found = 404)`",
)
