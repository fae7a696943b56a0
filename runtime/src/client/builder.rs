//! Setting up a client: every setting, its default, and the check of what was given.

use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Client, Credentials, Inner};
use crate::request::{BaseUrl, ListStyle, RequestError, RequestFault, admit};
use crate::response::{Detect, ErrorFormat};
use crate::transport::Transport;

/// How long a call may take in all, the body of its answer included.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How large the body of an answer may be, in bytes.
const RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// What a request says of its sender.
const DEFAULT_USER_AGENT: HeaderValue =
    HeaderValue::from_static(concat!("sigpost/", env!("CARGO_PKG_VERSION")));

/// Sets up a [`Client`]. A wrong value is remembered and comes out of [`build`](Self::build).
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    base: String,
    headers: HeaderMap,
    credentials: Vec<Credentials>,
    named_credentials: Vec<(String, Vec<Credentials>)>,
    list_style: ListStyle,
    error_format: Box<dyn ErrorFormat>,
    transport: Option<Box<dyn Transport>>,
    timeout: Option<Duration>,
    response_limit: usize,
    fault: Option<RequestError>,
}

impl ClientBuilder {
    pub(super) fn new(base: String) -> Self {
        Self {
            base,
            headers: HeaderMap::from_iter([(USER_AGENT, DEFAULT_USER_AGENT)]),
            credentials: Vec::new(),
            named_credentials: Vec::new(),
            list_style: ListStyle::default(),
            error_format: Box::new(Detect),
            transport: None,
            timeout: Some(TIMEOUT),
            response_limit: RESPONSE_LIMIT,
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

    /// Sends an API key in a query pair.
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

    /// Sends a constant header field with every request.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
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

    /// What requests say of their sender; `sigpost/` and its version by default.
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
    /// may say otherwise.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// How large the body of an answer may be, in bytes; 16 MiB by default. Of an error's body as much as 256 KiB is
    /// kept.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// What sends the requests; by default [`ReqwestTransport`](crate::transport::ReqwestTransport), if the feature
    /// `reqwest` is on, and otherwise [`HyperTransport`](crate::transport::HyperTransport), if `hyper` is.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
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
        Ok(Client(Arc::new(Inner {
            base: BaseUrl::parse(&self.base)?,
            headers: self.headers,
            credentials: self.credentials,
            named_credentials: self.named_credentials,
            list_style: self.list_style,
            error_format: self.error_format,
            transport: match self.transport {
                Some(transport) => transport,
                None => default_transport()?,
            },
            timeout: self.timeout,
            response_limit: self.response_limit,
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
    N: TryInto<HeaderName, Error: Into<http::Error>>,
    V: TryInto<HeaderValue, Error: Into<http::Error>>,
{
    let refused = |name: &str, error: http::Error| {
        RequestError::new(RequestFault::Header { name: name.to_owned() }).caused_by(error)
    };
    let name = name.try_into().map_err(|error| refused("?", error.into()))?;
    let mut value = value.try_into().map_err(|error| refused(name.as_str(), error.into()))?;
    admit(&name, &mut value)?;
    Ok((name, value))
}

#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn default_transport() -> Result<Box<dyn Transport>, RequestError> {
    match crate::transport::DefaultTransport::new() {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => Err(RequestError::new(RequestFault::Transport).caused_by(error)),
    }
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
fn default_transport() -> Result<Box<dyn Transport>, RequestError> {
    Err(RequestError::new(RequestFault::Transport))
}
