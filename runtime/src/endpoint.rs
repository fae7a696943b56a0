//! The trait of a declared endpoint: its description, how its request is written, how its answer is read.

use http::HeaderMap;
use serde::Serialize;

use crate::call::Call;
use crate::client::Client;
use crate::error::{Error, ErrorSet};
use crate::pages::{Items, Page, Pages};
use crate::policy::{ERROR_BODY_LIMIT, RetryPolicy};
use crate::request::{BaseUrl, Body, ListStyle, QueryParam, RequestEncoder, RequestError, Setting, curl};
use crate::response::{Collected, Detect, ErrorFormat, ResponseDecoder, Wants, read, receive};
use crate::spec::EndpointSpec;

/// A request to a declared endpoint, with the values of its parameters.
///
/// The `endpoint` attribute writes the implementation; by hand it looks like this:
///
/// ```
/// use sigpost::spec::{EndpointSpec, ParameterSpec, Place};
/// use sigpost::{Endpoint, RequestEncoder, ResponseDecoder};
///
/// struct GetUserName { user: u64 }
///
/// impl Endpoint for GetUserName {
///     type Output = String;
///     type Error = std::convert::Infallible;
///     const SPEC: &'static EndpointSpec = &EndpointSpec::new("get_user_name", "GET", "/users/<user>")
///         .parameters(&[ParameterSpec::new("user", Place::Path)])
///         .returns(&["name"]);
///     const DECODER: ResponseDecoder<String> = ResponseDecoder::member(&["name"]);
///
///     fn encode(&self, request: &mut RequestEncoder<'_>) {
///         request.path(&[&self.user]);
///     }
/// }
///
/// let request = GetUserName { user: 7 }.to_request("https://api.example.com/v1")?;
/// assert_eq!(request.uri(), "https://api.example.com/v1/users/7");
///
/// let answer = http::Response::new(bytes::Bytes::from(r#"{"id": 7, "name": "Ada"}"#));
/// assert_eq!(GetUserName::decode(answer)?, "Ada");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// All that an annotation can say can be said so:
///
/// ```
/// use std::fmt;
///
/// use sigpost::spec::{Auth, EndpointSpec, ErrorSpec, ParameterSpec, Place};
/// use sigpost::{Declared, Endpoint, ErrorResponse, ErrorSet, ListStyle, RequestEncoder, ResponseDecoder};
///
/// /// `POST /shelves/<shelf>/books?<tags>`, with a header field, a secret, members of the body, and declared errors.
/// struct AddBook { shelf: u64, tags: Vec<String>, trace: Option<u32>, token: String, title: String, year: Option<u16> }
///
/// impl Endpoint for AddBook {
///     type Output = u64;
///     type Error = AddBookError;
///     const SPEC: &'static EndpointSpec = &EndpointSpec::new("add_book", "POST", "/shelves/<shelf>/books")
///         .parameters(&[
///             ParameterSpec::new("shelf", Place::Path),
///             ParameterSpec::new("tags", Place::Query).wire_name("tag"),
///             ParameterSpec::new("trace", Place::Header).wire_name("X-Trace").optional(),
///             ParameterSpec::new("token", Place::Cookie).sensitive(),
///             ParameterSpec::new("title", Place::Field),
///             ParameterSpec::new("year", Place::Field).optional(),
///         ])
///         .headers(&[("X-Version", "2")])
///         .auth(Auth::None)
///         .idempotency_key("Idempotency-Key")
///         .timeout_millis(5_000)
///         .returns(&["id"])
///         .errors(AddBookError::ERRORS);
///     const DECODER: ResponseDecoder<u64> = ResponseDecoder::member(&["id"]);
///
///     fn encode(&self, request: &mut RequestEncoder<'_>) {
///         request.path(&[&self.shelf]);
///         request.query_styled("tag", ListStyle::Brackets, &self.tags);
///         request.optional_header("X-Trace", &self.trace);
///         request.sensitive().cookie("token", &self.token);
///         request.field("title", &self.title);
///         request.optional_field("year", &self.year);
///     }
/// }
///
/// #[derive(Debug)]
/// enum AddBookError {
///     ShelfNotFound(Declared),
///     /// With a detail: the limit.
///     ShelfFull(Declared<u32>),
/// }
///
/// impl ErrorSet for AddBookError {
///     const ERRORS: &'static [ErrorSpec] =
///         &[ErrorSpec::code("shelf_not_found", 404), ErrorSpec::code("shelf_full", 409)];
///
///     fn from_response(index: usize, response: ErrorResponse) -> Result<Self, ErrorResponse> {
///         match index {
///             0 => Ok(Self::ShelfNotFound(response.without_detail())),
///             1 => response.with_detail().map(Self::ShelfFull),
///             _ => Err(response),
///         }
///     }
///
///     fn response(&self) -> &ErrorResponse {
///         match self {
///             Self::ShelfNotFound(error) => error.response(),
///             Self::ShelfFull(error) => error.response(),
///         }
///     }
/// }
///
/// impl fmt::Display for AddBookError {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         self.response().fmt(f)
///     }
/// }
///
/// impl std::error::Error for AddBookError {}
///
/// let add = AddBook {
///     shelf: 7,
///     tags: vec!["sf".into()],
///     trace: Some(3),
///     token: "secret".into(),
///     title: "Dune".into(),
///     year: None,
/// };
/// let request = add.to_request("https://api.example.com")?;
/// assert_eq!(request.uri(), "https://api.example.com/shelves/7/books?tag%5B%5D=sf");
/// assert_eq!(request.headers()["X-Trace"], "3");
/// assert_eq!(request.body().as_bytes().unwrap(), r#"{"title":"Dune"}"#);
/// assert!(!add.to_curl("https://api.example.com")?.contains("secret"));
///
/// let body = r#"{"error": {"code": "shelf_full", "description": "no room", "detail": 40}}"#;
/// let answer = http::Response::builder().status(409).body(body.into())?;
/// match AddBook::decode(answer) {
///     Err(sigpost::Error::Declared(AddBookError::ShelfFull(error))) => assert_eq!(error.detail, 40),
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no request to an endpoint",
    label = "this is to be sent",
    note = "a function with the `endpoint` attribute returns one: `client.send(get_user(7)).await`"
)]
pub trait Endpoint {
    /// What a success gives.
    type Output;

    /// The declared errors; [`Infallible`](std::convert::Infallible) if there are none.
    type Error: ErrorSet;

    /// The declaration as data.
    const SPEC: &'static EndpointSpec;

    /// How a success is read.
    const DECODER: ResponseDecoder<Self::Output>;

    /// Hands the values of the parameters to the request.
    fn encode(&self, request: &mut RequestEncoder<'_>);

    /// The request to the API at `base`, without a client and so without credentials.
    ///
    /// # Errors
    /// If a value cannot stand where it goes, or `base` is no usable address.
    fn to_request(&self, base: &str) -> Result<http::Request<Body>, RequestError>
    where
        Self: Sized,
    {
        request_to(self, base, false)
    }

    /// The request to the API at `base` as a `curl` command, without credentials and the values of `#[sensitive]`
    /// parameters.
    ///
    /// # Errors
    /// As [`to_request`](Self::to_request).
    fn to_curl(&self, base: &str) -> Result<String, RequestError>
    where
        Self: Sized,
    {
        request_to(self, base, true).map(|request| curl::command(&request))
    }

    /// Reads an answer to this endpoint, however it was come by. Errors may be in any of the built-in formats.
    ///
    /// # Errors
    /// Those of the answer: [`Declared`](Error::Declared), [`Undeclared`](Error::Undeclared), or
    /// [`Malformed`](Error::Malformed).
    fn decode(response: http::Response<bytes::Bytes>) -> Result<Self::Output, Error<Self::Error>> {
        Self::decode_with(response, &Detect)
    }

    /// As [`decode`](Self::decode), with errors in `format`.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    fn decode_with(
        response: http::Response<bytes::Bytes>,
        format: &dyn ErrorFormat,
    ) -> Result<Self::Output, Error<Self::Error>> {
        let (head, body) = response.into_parts();
        let decoder = Self::DECODER;
        let collected = Collected::whole(body);
        read(receive(Self::SPEC, decoder.wants(), head, collected, format, ERROR_BODY_LIMIT), &decoder)
    }
}

#[diagnostic::do_not_recommend]
impl<E: Endpoint + ?Sized> Endpoint for &E {
    type Output = E::Output;
    type Error = E::Error;
    const SPEC: &'static EndpointSpec = E::SPEC;
    const DECODER: ResponseDecoder<Self::Output> = E::DECODER;

    fn encode(&self, request: &mut RequestEncoder<'_>) {
        E::encode(self, request);
    }
}

/// A request that carries its client: what a method endpoint (`self: &Identity`) returns.
///
/// It is sent by `.await`. For anything else than that, these methods make a [`Call`] of it, as
/// [`Client::send`] does of other requests.
pub trait Bound: Endpoint + Sized {
    /// The client that it will be sent with.
    fn client(&self) -> &Client;

    /// The call, with the client's settings.
    fn call(self) -> Call<Self::Output, Self::Error> {
        self.client().clone().send(self)
    }

    /// The call, with this limit on the time it takes in all. See [`Call::timeout`].
    fn timeout(self, limit: std::time::Duration) -> Call<Self::Output, Self::Error> {
        self.call().timeout(limit)
    }

    /// The call, with this limit on the time of each attempt. See [`Call::attempt_timeout`].
    fn attempt_timeout(self, limit: std::time::Duration) -> Call<Self::Output, Self::Error> {
        self.call().attempt_timeout(limit)
    }

    /// The call, with this limit on the silence of a body that is read as it arrives. See [`Call::read_timeout`].
    fn read_timeout(self, limit: std::time::Duration) -> Call<Self::Output, Self::Error> {
        self.call().read_timeout(limit)
    }

    /// The call, with this limit on the size of its answer, in bytes. See [`Call::response_limit`].
    fn response_limit(self, bytes: usize) -> Call<Self::Output, Self::Error> {
        self.call().response_limit(bytes)
    }

    /// The call, tried again as this policy says. See [`Call::retry`].
    fn retry(self, policy: RetryPolicy) -> Call<Self::Output, Self::Error> {
        self.call().retry(policy)
    }

    /// The call, which it is harmless to send twice. See [`Call::idempotent`].
    fn idempotent(self) -> Call<Self::Output, Self::Error> {
        self.call().idempotent()
    }

    /// The call, following so many redirects. See [`Call::redirects`].
    fn redirects(self, limit: u32) -> Call<Self::Output, Self::Error> {
        self.call().redirects(limit)
    }

    /// The call, with one more header field. See [`Call::header`].
    fn header<N, V>(self, name: N, value: V) -> Call<Self::Output, Self::Error>
    where
        N: AsRef<str> + TryInto<http::HeaderName, Error: Into<http::Error>>,
        V: TryInto<http::HeaderValue, Error: Into<http::Error>>,
    {
        self.call().header(name, value)
    }

    /// The call, with one more query pair. See [`Call::query`].
    fn query<T: QueryParam>(self, name: &str, value: T) -> Call<Self::Output, Self::Error> {
        self.call().query(name, value)
    }

    /// The call, with one more member of the JSON body. See [`Call::field`].
    fn field<T: Serialize>(self, name: &str, value: T) -> Call<Self::Output, Self::Error> {
        self.call().field(name, value)
    }

    /// The call, to another base address. See [`Call::base`].
    fn base(self, address: &str) -> Call<Self::Output, Self::Error> {
        self.call().base(address)
    }

    /// The call, to an address that an answer gave. See [`Call::url`].
    fn url(self, address: &str) -> Call<Self::Output, Self::Error> {
        self.call().url(address)
    }

    /// The call, with this idempotency key. See [`Call::idempotency_key`].
    fn idempotency_key(self, key: impl AsRef<str>) -> Call<Self::Output, Self::Error> {
        self.call().idempotency_key(key)
    }

    /// The call, giving status and headers beside the value. See [`Call::with_response`].
    fn with_response(self) -> crate::call::CallWithResponse<Self::Output, Self::Error> {
        self.call().with_response()
    }

    /// All pages from this one on. See [`Call::pages`].
    fn pages(self) -> Pages<Self::Output, Self::Error>
    where
        Self::Output: Page,
    {
        self.call().pages()
    }

    /// The items of all pages. See [`Call::items`].
    fn items(self) -> Items<Self::Output, Self::Error>
    where
        Self::Output: Page,
    {
        self.call().items()
    }

    /// Makes the call and waits for it. See [`Call::blocking`].
    ///
    /// # Errors
    /// As [`Call::blocking`].
    #[cfg(feature = "blocking")]
    fn blocking(self) -> Result<Self::Output, Error<Self::Error>> {
        self.call().blocking()
    }
}

/// An endpoint without its types: what is needed to build its request, which is the same code for all.
pub trait Requested {
    /// The declaration.
    fn spec(&self) -> &'static EndpointSpec;

    /// What its answer is.
    fn wants(&self) -> &'static Wants;

    /// Hands the values of the parameters to the request.
    fn write(&self, request: &mut RequestEncoder<'_>);
}

impl<E: Endpoint> Requested for E {
    fn spec(&self) -> &'static EndpointSpec {
        E::SPEC
    }

    fn wants(&self) -> &'static Wants {
        // A constant, as the decoder itself would be compiled here along with all that it calls, and again where the
        // endpoint is called.
        const { E::DECODER.wants() }
    }

    fn write(&self, request: &mut RequestEncoder<'_>) {
        self.encode(request);
    }
}

/// The request to the API at `base`, to be sent or to be shown.
pub(crate) fn request_to(
    endpoint: &dyn Requested,
    base: &str,
    shown: bool,
) -> Result<http::Request<Body>, RequestError> {
    let spec = endpoint.spec();
    let base = BaseUrl::parse(spec.base.unwrap_or(base)).map_err(|error| error.in_endpoint(spec.name))?;
    RequestEncoder::encode(
        endpoint,
        Setting { base: &base, headers: &HeaderMap::new(), list_style: ListStyle::default(), shown },
    )
}
