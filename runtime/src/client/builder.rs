//! Setting up a client: every setting, its default, and the check of what was given.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};
use tower_layer::Layer;
use tower_service::Service;

use super::{Client, Credentials, Inner};
use crate::policy::{Policies, RetryBudget, RetryPolicy};
use crate::request::{BaseUrl, Body, ListStyle, RequestError, RequestFault, admit};
use crate::response::{Detect, ErrorFormat};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::transport;
use crate::transport::{Transport, TransportService, layered};

/// How many retries the budget of a client has room for.
const RETRY_BUDGET: u32 = 100;

/// What a request says of its sender. In a browser that is the browser's to say: otherwise it would ask the server for
/// leave to send the field (CORS), and few give it.
fn default_headers() -> HeaderMap {
    if cfg!(all(target_arch = "wasm32", target_os = "unknown")) {
        return HeaderMap::new();
    }
    let value = HeaderValue::from_static(concat!("sigpost/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(USER_AGENT, value)])
}

/// Sets up a [`Client`]. A wrong value is remembered and comes out of [`build`](Self::build).
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    base: String,
    headers: HeaderMap,
    credentials: Vec<Credentials>,
    named_credentials: Vec<(String, Vec<Credentials>)>,
    list_style: ListStyle,
    error_format: Box<dyn ErrorFormat>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    connect_timeout: Option<Duration>,
    layers: Vec<Layering>,
    policies: Policies,
    retry_budget: u32,
    fault: Option<RequestError>,
}

/// Puts a layer around a transport.
type Layering = Box<dyn FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>>;

impl ClientBuilder {
    pub(super) fn new(base: String) -> Self {
        Self {
            base,
            headers: default_headers(),
            credentials: Vec::new(),
            named_credentials: Vec::new(),
            list_style: ListStyle::default(),
            error_format: Box::new(Detect),
            transport: None,
            connect_timeout: None,
            layers: Vec::new(),
            policies: Policies::DEFAULT,
            retry_budget: RETRY_BUDGET,
            fault: None,
        }
    }

    /// Sends a bearer token (RFC 6750).
    pub fn bearer_token(self, token: impl AsRef<str>) -> Self {
        self.credentials(Credentials::bearer(token))
    }

    /// Sends a user and a password (RFC 7617). The user must not contain a colon.
    pub fn basic_auth(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        self.credentials(Credentials::basic(user, password))
    }

    /// Sends an API key in a header field.
    pub fn api_key_header(self, name: impl AsRef<str>, key: impl AsRef<str>) -> Self {
        self.credentials(Credentials::api_key_header(name, key))
    }

    /// Sends an API key in a query pair, where the request has none of that name.
    pub fn api_key_query(self, name: impl Into<String>, key: impl Into<String>) -> Self {
        self.credentials(Credentials::api_key_query(name, key))
    }

    /// Sends these credentials, beside those that were given before.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.note(credentials.check());
        self.credentials.push(credentials);
        self
    }

    /// Registers credentials for the endpoints that ask for them by name (`auth(name)`), beside those that were
    /// registered under the name before.
    pub fn credentials_named(mut self, name: impl Into<String>, credentials: Credentials) -> Self {
        self.note(credentials.check());
        let name = name.into();
        match self.named_credentials.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.push(credentials),
            None => self.named_credentials.push((name, vec![credentials])),
        }
        self
    }

    /// Sends a constant header field with every request; `Authorization` with those alone whose endpoint does not ask for
    /// other credentials, or none, by `auth(…)`.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: AsRef<str> + TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        match field(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.note(Err(error)),
        }
        self
    }

    /// What requests say of their sender; `sigpost/` and its version by default, and in a browser what that says.
    pub fn user_agent(self, value: impl AsRef<str>) -> Self {
        self.header(USER_AGENT, value.as_ref())
    }

    /// How the API words its errors; by default one of the built-in formats, as an answer suggests.
    pub fn error_format(mut self, format: impl ErrorFormat) -> Self {
        self.error_format = Box::new(format);
        self
    }

    /// How lists become query pairs where a parameter does not say; [`ListStyle::Repeat`] by default.
    pub fn query_style(mut self, style: ListStyle) -> Self {
        self.list_style = style;
        self
    }

    /// How long a call may take in all, the body of its answer included; 30 seconds by default. An endpoint or a call
    /// may say otherwise. [`Duration::MAX`] is no limit, here and wherever a time is limited.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.policies.timeout = Some(limit);
        self
    }

    /// How long one attempt of a call may take, the body of its answer included, so that one that hangs leaves time for the
    /// next; no limit beside that of the call by default. An endpoint or a call may say otherwise.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.policies.attempt_timeout = Some(limit);
        self
    }

    /// How long a body that is read as it arrives ([`ByteStream`](crate::ByteStream) and its kin) may be silent; five
    /// minutes by default. An endpoint or a call may say otherwise.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.policies.read_timeout = Some(limit);
        self
    }

    /// How long a connection may take to come about, for the default transport; ten seconds by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// How large the body of an answer may be, in bytes, and after decompression where the transport decompresses; 16 MiB
    /// by default. An endpoint or a call may say otherwise.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.policies.response_limit = bytes;
        self
    }

    /// How much of a body an error keeps, in bytes; 256 KiB by default.
    pub fn error_body_limit(mut self, bytes: usize) -> Self {
        self.policies.error_body_limit = bytes;
        self
    }

    /// How often calls are tried, and how long the waits between are; by default as [`RetryPolicy`] says. An endpoint may
    /// say how often, and a call both.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policies.retry = policy;
        self
    }

    /// How many retries all calls of the client may spend before answers have to earn new ones: each retry costs one, and
    /// each answer that needs none gives back a tenth; 100 by default. So a server that fails all the time gets, in the
    /// long run, no more than the calls themselves.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// How many redirects of a call are followed (RFC 9110, section 15.4); none by default, since where an endpoint is, is
    /// not the server's to say. An endpoint or a call may say otherwise.
    ///
    /// To another origin nothing goes that may be a secret: no credentials, no header fields but `Accept`,
    /// `Accept-Language`, `Range`, and `User-Agent`, and no body; so that what has a body, or does more than read, is not
    /// redirected there at all. From `https` to `http` no redirect is followed. A redirect that is not followed is an
    /// error with its status. A status that the type of an endpoint claims, by `#[status(302)]`, is its answer, and never
    /// followed.
    pub fn redirects(mut self, limit: u32) -> Self {
        self.policies.redirects = limit;
        self
    }

    /// What sends the requests; by default [`ReqwestTransport`](crate::transport::ReqwestTransport), if the feature
    /// `reqwest` is on, and otherwise [`HyperTransport`](crate::transport::HyperTransport), if `hyper` is.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Puts a layer around the transport, as tower has them: it sees each request that is sent, a second try as well. Of
    /// several layers the one that is given last sees a request first.
    ///
    /// In the extensions of a request is the endpoint that it is for, as `&'static`
    /// [`EndpointSpec`](crate::spec::EndpointSpec).
    ///
    /// Each request is sent by a clone of the layer's service. One that cannot be cloned, such as tower's rate limit, is
    /// shared by tower's buffer. See [the guide](crate::guide::transports) for more.
    pub fn layer<L, S, B>(mut self, layer: L) -> Self
    where
        L: Layer<TransportService, Service = S> + 'static,
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<Box<dyn StdError + Send + Sync>>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.layers.push(Box::new(move |transport| layered(transport, &layer)));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// If the base address, a header, or credentials cannot be sent, or there is no transport.
    pub fn build(self) -> Result<Client, RequestError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        Ok(Client(Arc::new(Inner {
            base: BaseUrl::parse(&self.base)?,
            headers: self.headers,
            credentials: self.credentials,
            named_credentials: self.named_credentials,
            list_style: self.list_style,
            error_format: self.error_format,
            transport: self.layers.into_iter().fold(transport, |transport, layer| layer(transport)),
            policies: self.policies,
            retry_budget: RetryBudget::new(self.retry_budget),
        })))
    }

    fn note(&mut self, result: Result<(), RequestError>) {
        if let (Err(error), None) = (result, &self.fault) {
            self.fault = Some(error);
        }
    }
}

/// The header field of this name and value.
pub(crate) fn field<N, V>(name: N, value: V) -> Result<(HeaderName, HeaderValue), RequestError>
where
    N: AsRef<str> + TryInto<HeaderName, Error: Into<http::Error>>,
    V: TryInto<HeaderValue, Error: Into<http::Error>>,
{
    let refused = |name: &str, error: http::Error| {
        RequestError::new(RequestFault::Header { name: name.to_owned() }).caused_by(error)
    };
    let written = name.as_ref().to_owned();
    let name = name.try_into().map_err(|error| refused(&written, error.into()))?;
    let mut value = value.try_into().map_err(|error| refused(name.as_str(), error.into()))?;
    admit(&name, &mut value)?;
    Ok((name, value))
}

#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, RequestError> {
    match transport::default(connect_timeout) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(RequestError::new(RequestFault::Transport).caused_by(error)),
    }
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, RequestError> {
    Err(RequestError::new(RequestFault::Transport))
}
