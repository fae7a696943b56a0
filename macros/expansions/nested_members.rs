// #[endpoint(GET "/users", returns(data.users, meta."next page"))]
// pub async fn list_users() -> (Vec<User>, Option<u32>);

/// `GET /users`
pub fn list_users() -> ListUsers {
    ::sigpost::__editor! {
        GET; returns;;
    }
    ListUsers {}
}
/// A request to [`list_users`](list_users()): `GET /users`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListUsers {}
impl ::core::fmt::Debug for ListUsers {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for ListUsers {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for ListUsers {
    type Output = (Vec<User>, Option<u32>);
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "list_users",
            "GET",
            "/users",
        )
        .returns(&["data/users", "meta/next page"]);
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::members(
        &["data/users", "meta/next page"],
    );
    fn encode(&self, _: &mut ::sigpost::RequestEncoder<'_>) {}
}
