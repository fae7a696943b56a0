// #[endpoint(GET "/users", returns(users, pagination), paginate(page = number, size = per_page, first = 0))]
// fn list_users(#[rename("p")] number: Option<u32>, per_page: Option<u32>) -> (Vec<User>, Pagination);

/// `GET /users`
#[allow(clippy::all, clippy::nursery, clippy::pedantic)]
fn list_users() -> ListUsers {
    ::sigpost::__editor! {
        GET; returns paginate; rename;
    }
    ListUsers {
        number: ::core::option::Option::None,
        per_page: ::core::option::Option::None,
    }
}
/// A request to [`list_users`](list_users()): `GET /users`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
struct ListUsers {
    number: ::core::option::Option<u32>,
    per_page: ::core::option::Option<u32>,
}
#[allow(dead_code)]
impl ListUsers {
    /// Sets the query pair `p`, which is left out otherwise.
    fn number(mut self, number: u32) -> Self {
        self.number = ::core::option::Option::Some(number);
        self
    }
    /// Sets the query pair `per_page`, which is left out otherwise.
    fn per_page(mut self, per_page: u32) -> Self {
        self.per_page = ::core::option::Option::Some(per_page);
        self
    }
}
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
    type Output = (Vec<User>, Pagination);
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "list_users",
            "GET",
            "/users",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                        "number",
                        ::sigpost::spec::Place::Query,
                    )
                    .wire_name("p")
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "per_page",
                        ::sigpost::spec::Place::Query,
                    )
                    .optional(),
            ],
        )
        .returns(&["users", "pagination"])
        .pages(
            ::sigpost::spec::PagesSpec::new(::sigpost::spec::PageKind::Number {
                    first: 0,
                })
                .parameter("number")
                .size("per_page"),
        );
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::members(
            &["users", "pagination"],
        )
        .paged();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.query("p", &self.number);
        request.query("per_page", &self.per_page);
    }
}
