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
//! | what an annotation can say | [`endpoint`], [`endpoints`], [`Lookup`](macro@Lookup) |
//! | where and how requests are sent | [`Client`], [`ClientBuilder`], [`Call`], [`transport`] |
//! | what can go wrong | [`Error`], [`ErrorResponse`], [`Declared`], [`ErrorFormat`] |
//! | requests and answers without a network | [`Endpoint::to_request`], [`Endpoint::decode`], [`transport::MemoryTransport`] |
//! | a declaration as data | [`spec`] |
//!
//! # Features
//!
//! `reqwest` (default): the default transport. `hyper`: [`transport::HyperTransport`], a lighter one, which is the default
//! where `reqwest` is off. `blocking` (default): [`Call::blocking`]. `fs`: bodies from files, [`StreamBody::from_path`]
//! and [`Part::from_path`]. `tokio`: tokio's clock for the timeouts of [`transport::MemoryTransport`]; the others turn it
//! on.

mod call;
mod client;
mod endpoint;
mod error;
mod lookup;
mod request;
mod response;
pub mod spec;
pub mod transport;

#[cfg(feature = "blocking")]
mod blocking;

#[doc(hidden)]
pub mod __private;

/// Makes an enum a [lookup](trait@Lookup): a thing's id, or another way to find it.
///
/// Each variant has one value. Its name in the request is the variant's in snake case, or what `#[rename("…")]` says.
/// In a path the first variant is the segment; any other puts `_` there and names the thing in the query. In a query or
/// body a lookup has one member.
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
/// # The path
///
/// | in the path | means |
/// | --- | --- |
/// | `/books` | a literal, percent-encoded where needed |
/// | `<name>` | the parameter `name`: a whole segment or a part of one |
/// | `<name..>` | the rest of the path: slashes stay, each segment is checked and encoded |
/// | `?<page>&<per_page>` | query pairs of these parameters, under their own names |
/// | `?per-page=<per_page>` | a query pair under another name |
/// | `?sort=asc` | a constant pair |
/// | `?<filter..>` | one pair for each field of a struct or map |
///
/// # Where parameters go
///
/// What has a placeholder goes there. Others go into the query, one pair each, or, on `POST`, `PUT`, and `PATCH`, into
/// the body, one member each. Attributes say otherwise: `#[query]`, `#[query(style = comma)]`
/// ([list styles](ListStyle), in lower case), `#[header]`, `#[header("X-Name")]`, `#[cookie]`, `#[field]` (a member of
/// the body), `#[field(style = comma)]` (in a form or multipart body), `#[body]` (the whole body, as its type says:
/// [`BodyParam`]), `#[rename("other")]`, `#[path(allow_empty)]`, `#[path(style = comma)]`.
///
/// # Keys
///
/// | key | means |
/// | --- | --- |
/// | `returns(invite)` | the value is that member of the JSON answer; `returns(a, b)` gives a tuple |
/// | `errors(code = 404, code = 422 => Detail)` | the declared errors: by code; `Name = 404`, `Name = 5XX` by status; `"odd code" as Name = 409` |
/// | `rename_all = "camelCase"` | the style of all names in the request, as in serde |
/// | `scopes("a", "b")` | one of these is needed: said in the docs and in the text of a 403 |
/// | `auth(none)`, `auth(name)` | send no credentials; send those registered on the client under that name |
/// | `headers("Accept" = "text/csv")` | constant headers |
/// | `form`, `multipart` | how the members of the body are written, instead of JSON: as pairs, or as [parts](Part) |
/// | `media = "application/merge-patch+json"` | another media type for the body |
/// | `base = "https://uploads.example.com"` | another base address for this endpoint |
/// | `timeout = "30s"` | how long a call may take in all (`ms`, `s`, or `m`) |
/// | `idempotent` | sending it twice is harmless, whatever its method |
/// | `request = Name`, `error = Name` | other names for the generated types |
/// | `crate = path` | where the library lives, if it is renamed |
///
/// # What is generated
///
/// For `create_invite` with errors: the function, the request `CreateInvite` (with `Debug` and `PartialEq` by what is
/// sent), its [`Endpoint`], and the enum `CreateInviteError` with a variant for each error, which holds a [`Declared`].
/// With a receiver, `self: &Library`, the function is a method of `Library`, which must be `AsRef<Client>`, and the
/// request is [`Bound`]: it is sent by `.await`.
pub use sigpost_macros::endpoint;
/// Gives keys to every [`endpoint`] in a module: `errors`, `rename_all`, `scopes`, `auth`, `base`, `headers`, `timeout`,
/// `form`, `multipart`, `media`, and `crate`.
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

pub use crate::call::{Call, CallFuture, CallWithResponse};
pub use crate::client::{Client, ClientBuilder, Credentials};
pub use crate::endpoint::{Bound, Endpoint};
pub use crate::error::{Declared, Delivery, Error, ErrorResponse, ErrorSet, MalformedResponse};
pub use crate::lookup::Lookup;
pub use crate::request::{
    AllowEmpty, Body, BodyParam, CommaJoined, EncodeError, FieldParam, HeaderParam, ListStyle, NdJson, Part,
    PartParam, PartWriter, PathEncoder, PathParam, PathRefusal, QueryParam, RequestEncoder, RequestError,
    RequestFault, StreamBody,
};
pub use crate::response::{
    Apia, Bytes, DecodeError, Detect, ErrorBody, ErrorFormat, Flat, FromJson, FromMembers, FromResponse,
    ProblemDetails, ResponseDecoder, Text, kind,
};
pub use crate::transport::{Transport, TransportError};

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
