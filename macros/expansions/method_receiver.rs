// /// Gives a user.
// #[endpoint(GET "/users/<user>", errors(user_not_found = 404))]
// pub async fn get_user(self: &Identity, user: u64, expand: Option<bool>) -> User;

impl Identity {
    /// Gives a user.
    ///
    /// `GET /users/<user>`
    ///
    /// | error | when |
    /// |---|---|
    /// | [`UserNotFound`](GetUserError::UserNotFound) | `user_not_found`: 404 Not Found |
    pub fn get_user(&self, user: u64) -> GetUser {
        ::sigpost::__editor! {
            GET; errors;; user
        }
        GetUser {
            __client: ::sigpost::HasClient::bind(self),
            user,
            expand: ::core::option::Option::None,
        }
    }
}
/// A request to `get_user`: `GET /users/<user>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetUser {
    __client: ::sigpost::BoundClient,
    user: u64,
    expand: ::core::option::Option<bool>,
}
#[allow(dead_code)]
impl GetUser {
    /// Sets the query pair `expand`, which is left out otherwise.
    pub fn expand(mut self, expand: bool) -> Self {
        self.expand = ::core::option::Option::Some(expand);
        self
    }
}
impl ::core::fmt::Debug for GetUser {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for GetUser {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for GetUser {
    type Output = User;
    type Error = GetUserError;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "get_user",
            "GET",
            "/users/<user>",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "user",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "expand",
                        ::sigpost::spec::Place::Query,
                    )
                    .optional(),
            ],
        )
        .errors(<GetUserError as ::sigpost::ErrorSet>::ERRORS)
        .docs("Gives a user.");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::whole();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.user]);
        request.query("expand", &self.expand);
    }
}
impl ::sigpost::Bound for GetUser {
    fn client(&self) -> &::sigpost::Client {
        self.__client.client()
    }
}
impl ::core::future::IntoFuture for GetUser {
    type Output = ::sigpost::__private::Outcome<Self>;
    type IntoFuture = ::sigpost::__private::OutcomeFuture<Self>;
    fn into_future(self) -> Self::IntoFuture {
        ::core::future::IntoFuture::into_future(::sigpost::Bound::call(self))
    }
}
/// The declared errors of `get_user`.
#[allow(dead_code)]
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum GetUserError {
    /// `user_not_found`: 404 Not Found
    UserNotFound(::sigpost::Declared),
}
impl ::sigpost::ErrorSet for GetUserError {
    const ERRORS: &'static [::sigpost::spec::ErrorSpec] = &[
        ::sigpost::spec::ErrorSpec::code("user_not_found", 404),
    ];
    fn from_response(
        index: usize,
        response: ::sigpost::ErrorResponse,
    ) -> ::core::result::Result<Self, ::sigpost::ErrorResponse> {
        match index {
            0 => {
                ::core::result::Result::Ok(Self::UserNotFound(response.without_detail()))
            }
            _ => ::core::result::Result::Err(response),
        }
    }
    fn response(&self) -> &::sigpost::ErrorResponse {
        match self {
            Self::UserNotFound(error) => error.response(),
        }
    }
}
impl ::core::fmt::Display for GetUserError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(::sigpost::ErrorSet::response(self), f)
    }
}
impl ::core::error::Error for GetUserError {}
