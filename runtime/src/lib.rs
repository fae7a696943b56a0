//! One annotation on a function signature declares one HTTP endpoint.
//!
//! The [`endpoint`] attribute makes of a signature a function that returns the request as a value. A [`Client`] knows
//! where the API is and sends it; what comes back is the declared type or an [`Error`].
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use sigpost::{Client, Error, Lookup, endpoint};
//! # use sigpost::transport::MemoryTransport;
//!
//! #[derive(Lookup)]
//! pub enum OrganizationLookup {
//!     Id(String),
//!     Identifier(String),
//! }
//!
//! #[derive(Serialize)]
//! pub struct InviteProperties {
//!     email_address: String,
//! }
//!
//! #[derive(Deserialize)]
//! pub struct Invite {
//!     email_address: String,
//! }
//!
//! #[derive(Deserialize)]
//! pub struct ValidationErrors {
//!     details: Vec<String>,
//! }
//!
//! /// Invites a user to the organization.
//! #[endpoint(
//!     POST "/organizations/<organization>/invites",
//!     returns(invite),
//!     errors(organization_not_found = 404, validation_error = 422 => ValidationErrors),
//! )]
//! pub async fn create_invite(organization: OrganizationLookup, properties: InviteProperties) -> Invite;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = MemoryTransport::new(|request| {
//! #     assert_eq!(request.uri().query(), Some("organization%5Bidentifier%5D=acme"));
//! #     let error = r#"{"error":{"code":"validation_error","description":"","detail":{"details":["taken"]}}}"#;
//! #     http::Response::builder().status(422).body(error.into()).expect("a plain response")
//! # });
//! let identity = Client::builder("https://identity.krystal.io/api/v1").bearer_token("secret")
//! #     .transport(transport)
//!     .build()?;
//! let acme = OrganizationLookup::Identifier("acme".into());
//! let properties = InviteProperties { email_address: "ada@example.com".into() };
//! match identity.send(create_invite(acme, properties)).await {
//!     Ok(invite) => println!("{} was invited", invite.email_address),
//!     Err(Error::Declared(CreateInviteError::ValidationError(error))) => println!("{:?}", error.detail.details),
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Where to look
//!
//! | for | see |
//! | --- | --- |
//! | a way through it all, chapter by chapter | [`guide`] |
//! | what an annotation can say | [`endpoint`], [`endpoints`], [`Lookup`](macro@Lookup) |
//! | what an endpoint can return | [`FromResponse`](trait@FromResponse), [`ByteStream`], [`Lines`], [`Events`], [`macro@FromResponse`] |
//! | where and how requests are sent | [`Client`], [`ClientBuilder`], [`Call`], [`transport`] |
//! | what can go wrong | [`Error`], [`ErrorResponse`], [`Declared`], [`ErrorFormat`], [`StreamError`] |
//! | requests and answers without a network | [`Endpoint::to_request`], [`Endpoint::decode`], [`transport::MemoryTransport`] |
//! | a declaration as data | [`spec`] |
//!
//! # Features
//!
//! `reqwest` (default): the default transport. `hyper`: [`transport::HyperTransport`], a lighter one, which is the default
//! where `reqwest` is off. `blocking` (default): [`Call::blocking`]. `fs`: bodies from files, [`StreamBody::from_path`]
//! and [`Part::from_path`]. `oauth2`: `OAuth`, a source of tokens of OAuth 2.0 servers. `tokio`: tokio's clock for the timeouts of [`transport::MemoryTransport`], and
//! [`ByteStream::write_to`]; the others turn it on. `tracing` (default): [spans](guide::traces) of calls and attempts.
//! `opentelemetry`: their context goes with the requests.

#[cfg(all(feature = "hyper", all(target_arch = "wasm32", target_os = "unknown")))]
compile_error!(
    "the feature `hyper` needs sockets, which a browser does not have: there `reqwest` is the default transport"
);

mod byte_stream;
mod call;
mod client;
mod clock;
mod endpoint;
mod error;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(any(doc, doctest))]
pub mod guide;
mod lookup;
mod pages;
mod policy;
mod request;
mod response;
pub mod spec;
mod trace;
pub mod transport;

#[cfg(feature = "blocking")]
mod blocking;

#[doc(hidden)]
pub mod __private;

#[cfg(any(rust_analyzer, test))]
#[doc(hidden)]
pub mod __editor;

/// The words of an annotation, for editors: nothing to the compiler.
#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __editor {
    ($($words:tt)*) => {};
}

/// The words of an annotation, each with the span that it has there. `use` has those offered that fit, `let` has the docs
/// of each shown.
#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __editor {
    ($($method:ident)?; $($key:ident)*; $($attribute:ident)*; $($parameter:ident)*) => {{
        // Not in braces, where `self` would be offered.
        $(use $crate::__editor::method::$method as _;)?
        $(use $crate::__editor::key::$key as _;)*
        $(use $crate::__editor::attribute::$attribute as _;)*
        $(let _ = $crate::__editor::method::$method;)?
        $(let _ = $crate::__editor::key::$key;)*
        $(let _ = $crate::__editor::attribute::$attribute;)*
        // These have the span of the path string: there the parameters are shown that it names.
        $(let _ = &$parameter;)*
    }};
}

/// Makes an enum a [set of errors](trait@ErrorSet) that endpoints share: `errors(SharedErrors)`.
///
/// Each variant holds a [`Declared`], or `Declared<Detail>`, and says which error it stands for:
///
/// | attribute | matches |
/// | --- | --- |
/// | `#[error(code = 404)]`, `#[error("odd.code" = 404)]` | the code in the body, whatever the status |
/// | `#[error(404)]`, `#[error(5XX)]` | the status, or its class, if no code matched |
/// | `#[error(default)]` | any other error answer |
/// | `#[error(nested)]` | what the set in this variant matches |
///
/// The enum derives `Debug` itself; `Display` and [`std::error::Error`] are written here.
///
/// ```
/// use sigpost::{Declared, Endpoint, Error, ErrorSet, endpoint};
///
/// /// What every endpoint of an organization may answer.
/// #[derive(Debug, ErrorSet)]
/// pub enum OrganizationErrors {
///     #[error(organization_not_found = 404)]
///     NotFound(Declared),
///     #[error(organization_suspended = 403)]
///     Suspended(Declared),
/// }
///
/// #[endpoint(DELETE "/organizations/<organization>", errors(organization_not_empty = 409, OrganizationErrors))]
/// pub async fn delete_organization(organization: u64);
///
/// let answer = http::Response::builder().status(404).body(r#"{"code": "organization_not_found"}"#.into())?;
/// match DeleteOrganization::decode(answer) {
///     Err(Error::Declared(DeleteOrganizationError::OrganizationErrors(OrganizationErrors::NotFound(error)))) => {
///         assert_eq!(error.status(), 404);
///     }
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In the enum of an endpoint the set is one variant, named after the type, or by `SharedErrors as Name`. With
/// `errors = SharedErrors` there is no such enum: the errors of the endpoint are the set. The endpoint's own errors go
/// before those of its sets where both match equally well. A set that is called as a status is, as `NotFound`, is named by
/// its path, `self::NotFound`.
///
/// Where the library is renamed, `#[error_set(crate = path)]` says where it lives.
pub use sigpost_macros::ErrorSet;
/// Makes an enum an answer by its status: each variant says with which statuses an answer is that variant.
///
/// `#[status(200)]` names one status, `#[status(200, 201)]` several, `#[status(2XX)]` a class, which an exact status
/// elsewhere goes before; all from 200 to 599 can be named, and 101. A variant is alone, and then the body is not looked at, or has one field: anything that an
/// endpoint can return, as JSON, [`Text`], [`ByteStream`], [`http::Response`], or another such enum.
///
/// ```
/// use serde::Deserialize;
/// use sigpost::{Endpoint, FromResponse, endpoint, http};
///
/// #[derive(Debug, Deserialize, PartialEq)]
/// pub struct Report {
///     pub rows: u64,
/// }
///
/// #[derive(FromResponse)]
/// pub enum Export {
///     #[status(200)]
///     Ready(Report),
///     #[status(202)]
///     Pending,
///     /// Where it is, in `Location`.
///     #[status(302, 303)]
///     Elsewhere(http::Response<()>),
///     #[status(304)]
///     NotModified,
/// }
///
/// #[endpoint(GET "/exports/<export>")]
/// pub async fn get_export(export: u64, #[header] if_none_match: Option<String>) -> Export;
///
/// let answer = http::Response::builder().status(302).header("Location", "/files/7").body("".into())?;
/// let Export::Elsewhere(response) = GetExport::decode(answer)? else { panic!("it is elsewhere") };
/// assert_eq!(response.headers()["Location"], "/files/7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Statuses beside 2xx that are named here are answers, and no errors, unless the body has one of the codes that the
/// endpoint's `errors(…)` declares. A success with a status that no variant names is an [`Error::Malformed`]; any other
/// such status is an error as ever. The request asks, with `Accept`, for what the first variant with a body is read
/// from; where the others differ, `headers("Accept" = "…")` says more. So an error that is known by its status alone,
/// `errors(Teapot = 418)`, never comes where a variant is for that status, be it by `#[status(4XX)]`; and a redirect that
/// a variant is for is never followed, whatever the [client](ClientBuilder::redirects) says.
///
/// `#[status(101)]` is the answer of a server that goes on with another protocol (RFC 9110, section 7.8). With
/// `headers("Connection" = "Upgrade", "Upgrade" = "…")` on the endpoint, `http::Response<()>` in the variant, and either of
/// the transports here, `hyper::upgrade::on(response)` of the crate `hyper` gives the connection.
///
/// Such an enum must not be `Deserialize` as well: what is, is read from JSON, whatever the status, and the compiler could
/// not tell which of both is meant. Where both are needed, a variant holds the type that is `Deserialize`.
///
/// Where the library is renamed, `#[from_response(crate = path)]` says where it lives.
pub use sigpost_macros::FromResponse;
/// Makes an enum a [lookup](trait@Lookup): a thing's id, or another way to find it.
///
/// Each variant has one value. Its name in the request is the variant's in snake case, or what `#[rename("…")]` says.
/// In a path the first variant is the segment; any other puts `_` there and names the thing in the query. In a query or
/// body a lookup has one member. The enum is [`Serialize`](serde::Serialize) by this derive, and cannot derive that as well.
///
/// ```
/// use sigpost::{Endpoint, Lookup, endpoint};
///
/// #[derive(Lookup)]
/// pub enum OrganizationLookup {
///     Id(u64),
///     #[rename("subdomain")]
///     SubDomain(String),
/// }
///
/// #[endpoint(GET "/organizations/<organization>")]
/// pub async fn get_organization(organization: OrganizationLookup);
///
/// let by_id = get_organization(OrganizationLookup::Id(7)).to_request("https://h.example")?;
/// assert_eq!(by_id.uri(), "https://h.example/organizations/7");
///
/// let other = get_organization(OrganizationLookup::SubDomain("acme".into())).to_request("https://h.example")?;
/// assert_eq!(other.uri(), "https://h.example/organizations/_?organization%5Bsubdomain%5D=acme");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
///
/// Where the library is renamed, `#[lookup(crate = path)]` says where it lives.
pub use sigpost_macros::Lookup;
/// Declares an HTTP endpoint by a function signature without a body.
///
/// The function takes the required parameters and returns the request as a value: here a `ListBooks`, which implements
/// [`Endpoint`]. Each parameter of type `Option<T>` is a setter of the request instead of an argument.
///
/// ```
/// use sigpost::{Endpoint, endpoint};
///
/// /// Lists the books of a shelf.
/// #[endpoint(GET "/shelves/<shelf>/books?sort=newest&per-page=<per_page>")]
/// pub async fn list_books(shelf: &str, per_page: Option<u32>, author: Option<String>) -> Vec<String>;
///
/// let request = list_books("to read").author("Le Guin".into()).to_request("https://h.example/v1")?;
/// assert_eq!(request.uri(), "https://h.example/v1/shelves/to%20read/books?sort=newest&author=Le%20Guin");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
///
/// A method that is none of the usual ones is written `method("PURGE") "/cache/<key>"`. Its parameters go where those
/// of `GET` do, and it may have a body as well (`#[field]`, `#[body]`).
///
/// # The path
///
/// | in the path | means |
/// | --- | --- |
/// | `/books` | a literal, percent-encoded where needed |
/// | `<name>` | the parameter `name`: a whole segment or a part of one |
/// | `<name..>` | several segments, as the rest of the path: slashes stay, each segment is checked and encoded |
/// | `?<page>&<per_page>` | query pairs of these parameters, under their own names |
/// | `?per-page=<per_page>` | a query pair under another name |
/// | `?sort=asc` | a constant pair |
/// | `?<filter..>` | one pair for each field of a struct or map |
///
/// # Where parameters go
///
/// What has a placeholder goes there. Others go into the query, one pair each, or, on `POST`, `PUT`, and `PATCH`, into
/// the body, one member each. Attributes say otherwise:
///
/// <!-- parameter attributes: begin -->
/// | attribute | means |
/// | --- | --- |
/// | `#[path(allow_empty)]`, `#[path(style = comma)]` | a path value that may be empty; a list in the path, `a,b` |
/// | `#[query]`, `#[query(style = comma)]` | query pairs; the styles of lists are `repeat`, `brackets`, `indexed`, `comma`, `space`, `pipe`, `json` |
/// | `#[header]`, `#[header("X-Name")]`, `#[header(style = comma)]`, `#[header("X-Name", style = comma)]` | a header field: by the name of the parameter where none is said, `if_match` is `If-Match`; a list in one, `a, b` |
/// | `#[cookie]` | a cookie |
/// | `#[field]`, `#[field(style = comma)]` | a member of the body, also on `DELETE` and `GET`; the styles are for lists in forms and multipart |
/// | `#[body]` | the whole body, as its type says |
/// | `#[rename("other")]` | its name in the request |
/// | `#[sensitive]` | a secret: it is sent, and `<redacted>` stands for it in `Debug`, curl, and errors |
/// <!-- parameter attributes: end -->
///
/// The styles are those of [`ListStyle`], in lower case; the types of bodies are those of [`BodyParam`].
///
/// # Keys
///
/// <!-- keys: begin -->
/// | key | means | in a group |
/// | --- | --- | --- |
/// | `returns(member)` | the value is that member of the JSON answer; `returns(data.invite)` is a member of a member, `returns(a, b)` gives a tuple | no |
/// | `errors(code = status, code = status => Detail)`, `errors = SharedErrors` | the declared errors: found by their code, with a typed detail or without; by their status, `Name = 404`, `Name = 5XX`, `Name = default`; or a set of them, `SharedErrors`; with `=` there is no enum around the set | adds up |
/// | `rename_all = "camelCase"` | the style of all names in the request, as in serde | yes |
/// | `form` | the members of the body are pairs of a form, instead of JSON | yes |
/// | `multipart` | the members of the body are parts of `multipart/form-data`, instead of JSON | yes |
/// | `json` | the members of the body are JSON, as is usual, in a group that says otherwise | yes |
/// | `fields(name = value)` | constant members of the body, behind the others: strings, numbers, booleans; also of a JSON object that is a `#[body]` | no |
/// | `media = "application/merge-patch+json"` | another media type for the body | yes |
/// | `scopes("scope")` | one of these is needed: said in the docs and in the text of a 403 | adds up |
/// | `auth(none)`, `auth(name)`, `auth(default)` | no credentials are sent; those are sent that are registered on the client under that name; the client's usual ones are, in a group that says otherwise | yes |
/// | `base = "https://uploads.example.com"` | another base address than the client's | yes |
/// | `headers("Name" = "value")` | constant header fields | adds up |
/// | `idempotent` | sending it twice is harmless, whatever its method | no |
/// | `idempotency_key = "Idempotency-Key"` | a key is made once for each call, a random UUID, and sent in that header field; `Call::idempotency_key` sets it | no |
/// | `timeout = "30s"` | how long a call may take in all (`ms`, `s`, or `m`): goes before the client's limit, and a call's own before both | yes |
/// | `attempt_timeout = "10s"` | how long each attempt of a call may take, so that one that hangs leaves time for the next | yes |
/// | `read_timeout = "60s"` | how long the body of the answer may be silent, where it is read as it arrives | yes |
/// | `attempts = 5` | how often a call is sent at most, where sending it twice is harmless; 1 is never again | yes |
/// | `response_limit = "64MiB"` | how large the body of the answer may be (`B`, `KiB`, `MiB`, or `GiB`) | yes |
/// | `redirects = 3` | how many redirects are followed; none where neither it nor the client says so | yes |
/// | `paginate(page, size = per_page)`, `paginate(cursor = after)` | how the pages of the list follow each other | no |
/// | `request = Name` | another name for the type of the request, and so for the enum of its errors, `NameError` | no |
/// | `error = Name` | another name for the enum of its errors | no |
/// | `crate = path` | where the library lives, if it is renamed | yes |
/// <!-- keys: end -->
///
/// Sets of errors are made by [`ErrorSet`](macro@ErrorSet), groups by [`endpoints`]; `multipart` takes each [`Part`].
///
/// # Pages
///
/// With `paginate(…)` the list that an endpoint returns goes on: [`Call::pages`] and [`Call::items`] ask for all of it.
///
/// | `paginate(…)` | the next page is asked for by |
/// | --- | --- |
/// | `page`, `page = number` | the parameter `page`, or `number`, which is 1 on the first page; `first = 0` says otherwise |
/// | `offset`, `offset = skip` | this parameter: how many items come before it |
/// | `cursor`, `cursor = starting_after` | this parameter: what the answer gives as [`NextPage::at`] |
/// | `next_url` | the address that the answer gives as [`NextPage::at`] |
/// | `link` | the address in the `Link` header field with `rel="next"` (RFC 8288) |
///
/// `size = per_page` behind `page` or `offset` names the parameter that says how many items a full page has: one with
/// fewer is the last, where the answer does not say. `header = "X-Next-Page"` names the header field of the answer that
/// says where the next page is. What is returned implements [`Page`].
///
/// # What is generated
///
/// For `create_invite` with errors: the function, the request `CreateInvite` (with `Debug` and `PartialEq` by what is
/// sent), its [`Endpoint`], and the enum `CreateInviteError` with a variant for each error, which holds a [`Declared`].
/// With a receiver, `self: &Library`, the function is a method of `Library`, which must be `AsRef<Client>`, and the
/// request is [`Bound`]: it is sent by `.await`.
pub use sigpost_macros::endpoint;
/// Gives keys to every [`endpoint`] in a module: those that the [table of keys](macro@endpoint#keys) has in groups.
///
/// An endpoint's own keys win; errors, headers, and scopes add up.
///
/// ```
/// use sigpost::{Endpoint, endpoints};
///
/// #[endpoints(rename_all = "camelCase", headers("X-Api-Version" = "2"))]
/// mod api {
///     use sigpost::endpoint;
///
///     #[endpoint(GET "/users")]
///     pub async fn list_users(page_size: u32) -> Vec<String>;
/// }
///
/// let request = api::list_users(50).to_request("https://h.example")?;
/// assert_eq!(request.uri(), "https://h.example/users?pageSize=50");
/// assert_eq!(request.headers()["X-Api-Version"], "2");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
pub use sigpost_macros::endpoints;

pub use {bytes, http};

#[cfg(feature = "blocking")]
pub use crate::blocking::{Blocking, BlockingReader};
pub use crate::byte_stream::ByteStream;
pub use crate::call::{Call, CallFuture, CallWithResponse};
pub use crate::client::{Client, ClientBuilder, Credentials, Token, TokenFuture, TokenSource};
#[cfg(feature = "oauth2")]
pub use crate::client::{OAuth, OAuthError};
pub use crate::endpoint::{Bound, Endpoint};
pub use crate::error::{
    Declared, Delivery, Error, ErrorResponse, ErrorSet, MalformedResponse, Report, StreamError,
    UnreadableItem,
};
pub use crate::lookup::Lookup;
pub use crate::pages::{Items, NextPage, Page, PageInfo, Pages};
pub use crate::policy::RetryPolicy;
pub use crate::request::{
    AllowEmpty, Body, BodyParam, CommaJoined, EncodeError, FieldParam, FormParam, HeaderParam, ListStyle,
    NdJson, PageRefusal, Part, PartParam, PartWriter, PathEncoder, PathParam, PathRefusal, QueryParam,
    RequestEncoder, RequestError, RequestFault, Sensitive, StreamBody,
};
pub use crate::response::{
    Apia, Bytes, DecodeError, Detect, ErrorBody, ErrorFormat, Event, Events, Flat, FromJson, FromMember,
    FromMembers, FromResponse, Lines, Named, ProblemDetails, ResponseDecoder, Streamed, Text, kind, present,
    request_id, retry_after,
};
pub use crate::transport::{Transport, TransportError};
/// What expansions ask of an author's types, or give to them: here, so that the compiler calls it by a name without
/// `__private`.
#[doc(hidden)]
pub use crate::{
    __private::{BoundClient, HasClient},
    error::{NestedSet, Nests},
    lookup::LookupValue,
    request::{Members, PairsOf, PathList, WithoutMembers},
};

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
