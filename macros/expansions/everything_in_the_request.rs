// #[endpoint(
//     POST "/repos/<owner>/<repo>.git/contents/<path..>?<page>&per-page=<per_page>&sort=newest first&<filter..>",
//     rename_all = "camelCase",
//     headers("Accept" = "application/vnd.example+json"),
//     media = "application/merge-patch+json",
//     scopes("contents:read", "contents:write"),
//     auth(uploads),
//     base = "https://uploads.example.com",
//     timeout = "30s",
//     attempt_timeout = "10s",
//     read_timeout = "1m",
//     attempts = 5,
//     response_limit = "64MiB",
//     redirects = 0,
//     idempotent
// )]
// #[deprecated]
// pub(crate) fn replace(
//     owner: String,
//     #[path(allow_empty)] repo: String,
//     path: &str,
//     page: Option<u32>,
//     per_page: u32,
//     filter: Filter,
//     #[query(style = comma)] label_ids: Vec<u64>,
//     #[header] if_match: String,
//     #[header("X-Request")] request_name: Option<String>,
//     #[cookie] session_id: Option<String>,
//     #[rename("content")] text: String,
//     commit_message: Option<Option<String>>,
// );

#[deprecated]
/// `POST /repos/<owner>/<repo>.git/contents/<path..>?<page>&per-page=<per_page>&sort=newest first&<filter..>`
///
/// Needs one of the scopes `contents:read`, `contents:write`.
#[allow(clippy::all, clippy::nursery, clippy::pedantic)]
pub(crate) fn replace<'a>(
    owner: String,
    repo: String,
    path: &'a str,
    per_page: u32,
    filter: Filter,
    label_ids: Vec<u64>,
    if_match: String,
    text: String,
) -> Replace<'a> {
    ::sigpost::__editor! {
        POST; rename_all headers media scopes auth base timeout attempt_timeout
        read_timeout attempts response_limit redirects idempotent; path query header
        header cookie rename; owner repo path per_page filter
    }
    Replace {
        owner,
        repo,
        path,
        page: ::core::option::Option::None,
        per_page,
        filter,
        label_ids,
        if_match,
        request_name: ::core::option::Option::None,
        session_id: ::core::option::Option::None,
        text,
        commit_message: ::core::option::Option::None,
    }
}
/// A request to [`replace`](replace()): `POST /repos/<owner>/<repo>.git/contents/<path..>?<page>&per-page=<per_page>&sort=newest first&<filter..>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct Replace<'a> {
    owner: String,
    repo: String,
    path: &'a str,
    page: ::core::option::Option<u32>,
    per_page: u32,
    filter: Filter,
    label_ids: Vec<u64>,
    if_match: String,
    request_name: ::core::option::Option<String>,
    session_id: ::core::option::Option<String>,
    text: String,
    commit_message: ::core::option::Option<Option<String>>,
}
#[allow(dead_code)]
impl<'a> Replace<'a> {
    /// Sets the query pair `page`, which is left out otherwise.
    pub(crate) fn page(mut self, page: u32) -> Self {
        self.page = ::core::option::Option::Some(page);
        self
    }
    /// Sets the header field `X-Request`, which is left out otherwise.
    pub(crate) fn request_name(mut self, request_name: String) -> Self {
        self.request_name = ::core::option::Option::Some(request_name);
        self
    }
    /// Sets the cookie `sessionId`, which is left out otherwise.
    pub(crate) fn session_id(mut self, session_id: String) -> Self {
        self.session_id = ::core::option::Option::Some(session_id);
        self
    }
    /// Sets the member `commitMessage` of the body, which is left out otherwise.
    pub(crate) fn commit_message(mut self, commit_message: Option<String>) -> Self {
        self.commit_message = ::core::option::Option::Some(commit_message);
        self
    }
}
impl<'a> ::core::fmt::Debug for Replace<'a> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl<'a> ::core::cmp::PartialEq for Replace<'a> {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl<'a> ::sigpost::Endpoint for Replace<'a> {
    type Output = ();
    type Error = ::core::convert::Infallible;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "replace",
            "POST",
            "/repos/<owner>/<repo>.git/contents/<path..>",
        )
        .parameters(
            &[
                ::sigpost::spec::ParameterSpec::new(
                    "owner",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "repo",
                    ::sigpost::spec::Place::Path,
                ),
                ::sigpost::spec::ParameterSpec::new(
                    "path",
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
                    .wire_name("per-page"),
                ::sigpost::spec::ParameterSpec::new(
                    "filter",
                    ::sigpost::spec::Place::Query,
                ),
                ::sigpost::spec::ParameterSpec::new(
                        "label_ids",
                        ::sigpost::spec::Place::Query,
                    )
                    .wire_name("labelIds"),
                ::sigpost::spec::ParameterSpec::new(
                        "if_match",
                        ::sigpost::spec::Place::Header,
                    )
                    .wire_name("If-Match"),
                ::sigpost::spec::ParameterSpec::new(
                        "request_name",
                        ::sigpost::spec::Place::Header,
                    )
                    .wire_name("X-Request")
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "session_id",
                        ::sigpost::spec::Place::Cookie,
                    )
                    .wire_name("sessionId")
                    .optional(),
                ::sigpost::spec::ParameterSpec::new(
                        "text",
                        ::sigpost::spec::Place::Field,
                    )
                    .wire_name("content"),
                ::sigpost::spec::ParameterSpec::new(
                        "commit_message",
                        ::sigpost::spec::Place::Field,
                    )
                    .wire_name("commitMessage")
                    .optional(),
            ],
        )
        .scopes(&["contents:read", "contents:write"])
        .auth(::sigpost::spec::Auth::Named("uploads"))
        .base("https://uploads.example.com")
        .headers(&[("Accept", "application/vnd.example+json")])
        .media("application/merge-patch+json")
        .timeout_millis(30000)
        .attempt_timeout_millis(10000)
        .read_timeout_millis(60000)
        .response_limit(67108864)
        .attempts(5)
        .redirects(0)
        .idempotent()
        .deprecated();
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::nothing();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.owner, &::sigpost::AllowEmpty(&self.repo), &self.path]);
        request.query("page", &self.page);
        request.query("per-page", &self.per_page);
        request.query_constant("sort=newest%20first");
        ::sigpost::__private::PairsOf(&self.filter).check();
        request.query_fields("filter", &self.filter);
        request.query_styled("labelIds", ::sigpost::ListStyle::Comma, &self.label_ids);
        request.header("If-Match", &self.if_match);
        request.optional_header("X-Request", &self.request_name);
        request.optional_cookie("sessionId", &self.session_id);
        request.field("content", &self.text);
        request.optional_field("commitMessage", &self.commit_message);
    }
}
