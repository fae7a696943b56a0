// /// Lists the users of an organization.
// #[endpoint(GET "/organizations/<organization>/users", returns(users))]
// pub async fn list_users(
//     organization: &str,
//     page: Option<u32>,
//     /// How many users a page has.
//     per_page: Option<u32>,
// ) -> Vec<User>;

/// Lists the users of an organization.
///
/// `GET /organizations/<organization>/users`
pub fn list_users<'a>(organization: &'a str) -> ListUsers<'a> {
    ::sigpost::__editor! {
        GET; returns;; organization
    }
    ListUsers {
        organization,
        page: ::core::option::Option::None,
        per_page: ::core::option::Option::None,
    }
}
/// A request to [`list_users`](list_users()): `GET /organizations/<organization>/users`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListUsers<'a> {
    organization: &'a str,
    page: ::core::option::Option<u32>,
    per_page: ::core::option::Option<u32>,
}
#[allow(dead_code)]
impl<'a> ListUsers<'a> {
    /// Sets the query pair `page`, which is left out otherwise.
    pub fn page(mut self, page: u32) -> Self {
        self.page = ::core::option::Option::Some(page);
        self
    }
    /// How many users a page has.
    pub fn per_page(mut self, per_page: u32) -> Self {
        self.per_page = ::core::option::Option::Some(per_page);
        self
    }
}
impl<'a> ::core::fmt::Debug for ListUsers<'a> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl<'a> ::core::cmp::PartialEq for ListUsers<'a> {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl<'a> ::sigpost::Endpoint for ListUsers<'a> {
    type Output = Vec<User>;
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "list_users",
            "GET",
            "/organizations/<organization>/users",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "organization",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "page",
                        ::sigpost::spec::Place::Query,
                    )
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "per_page",
                        ::sigpost::spec::Place::Query,
                    )
                    .optional(),
            ],
        )
        .returns(&["users"])
        .docs("Lists the users of an organization.");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::member(
        &["users"],
    );
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.organization]);
        request.query("page", &self.page);
        request.query("per_page", &self.per_page);
    }
}
