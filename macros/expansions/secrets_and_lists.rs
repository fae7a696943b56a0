// #[endpoint(method("UNLOCK") "/vaults/<vault>/<keys>", idempotency_key = "Idempotency-Key")]
// pub fn unlock(
//     #[sensitive] vault: u64,
//     #[sensitive]
//     #[path(style = comma)]
//     keys: Vec<String>,
//     #[query(style = indexed)] owners: Vec<Owner>,
//     #[query]
//     #[sensitive]
//     token: Option<String>,
//     #[header("X-Tags", style = comma)] tags: Option<Vec<String>>,
//     #[header]
//     #[sensitive]
//     pin: u32,
//     #[field]
//     #[sensitive]
//     password: Option<String>,
// );

/// `UNLOCK /vaults/<vault>/<keys>`
pub fn unlock(vault: u64, keys: Vec<String>, owners: Vec<Owner>, pin: u32) -> Unlock {
    ::sigpost::__editor! {
        method; idempotency_key; sensitive sensitive path query query sensitive header
        header sensitive field sensitive; vault keys
    }
    Unlock {
        vault,
        keys,
        owners,
        token: ::core::option::Option::None,
        tags: ::core::option::Option::None,
        pin,
        password: ::core::option::Option::None,
    }
}
/// A request to [`unlock`](unlock()): `UNLOCK /vaults/<vault>/<keys>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub struct Unlock {
    vault: u64,
    keys: Vec<String>,
    owners: Vec<Owner>,
    token: ::core::option::Option<String>,
    tags: ::core::option::Option<Vec<String>>,
    pin: u32,
    password: ::core::option::Option<String>,
}
#[allow(dead_code)]
impl Unlock {
    /// Sets the query pair `token`, which is left out otherwise.
    pub fn token(mut self, token: String) -> Self {
        self.token = ::core::option::Option::Some(token);
        self
    }
    /// Sets the header field `X-Tags`, which is left out otherwise.
    pub fn tags(mut self, tags: Vec<String>) -> Self {
        self.tags = ::core::option::Option::Some(tags);
        self
    }
    /// Sets the member `password` of the body, which is left out otherwise.
    pub fn password(mut self, password: String) -> Self {
        self.password = ::core::option::Option::Some(password);
        self
    }
}
impl ::core::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for Unlock {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for Unlock {
    type Output = ();
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "unlock",
            "UNLOCK",
            "/vaults/<vault>/<keys>",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                        "vault",
                        ::sigpost::spec::Place::Path,
                    )
                    .sensitive(),
                ::sigpost::spec::ParameterSpec::new("keys", ::sigpost::spec::Place::Path)
                    .sensitive(),
                ::sigpost::spec::ParameterSpec::new(
                    "owners",
                    ::sigpost::spec::Place::Query,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "token",
                        ::sigpost::spec::Place::Query,
                    )
                    .optional()
                    .sensitive(),
                ::sigpost::spec::ParameterSpec::new(
                        "tags",
                        ::sigpost::spec::Place::Header,
                    )
                    .wire_name("X-Tags")
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "pin",
                        ::sigpost::spec::Place::Header,
                    )
                    .wire_name("Pin")
                    .sensitive(),
                ::sigpost::spec::ParameterSpec::new(
                        "password",
                        ::sigpost::spec::Place::Field,
                    )
                    .optional()
                    .sensitive(),
            ],
        )
        .idempotency_key("Idempotency-Key");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::nothing();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request
            .path(
                &[
                    &::sigpost::Sensitive(&self.vault),
                    &::sigpost::Sensitive(&::sigpost::CommaJoined(&self.keys)),
                ],
            );
        request.query_styled("owners", ::sigpost::ListStyle::Indexed, &self.owners);
        request.sensitive().query("token", &self.token);
        request.header_list("X-Tags", &self.tags);
        request.sensitive().header("Pin", &self.pin);
        request.sensitive().optional_field("password", &self.password);
    }
}
