//! The client: where an API is, how it is spoken to, and what every call to it has in common.

mod builder;
mod credentials;
#[cfg(feature = "oauth2")]
mod oauth;
mod token;

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

pub use self::builder::ClientBuilder;
pub(crate) use self::builder::field as header_field;
pub use self::credentials::Credentials;
#[cfg(feature = "oauth2")]
pub use self::oauth::{OAuth, OAuthError};
pub(crate) use self::token::{Issued, TokenCell};
pub use self::token::{Token, TokenFuture, TokenSource};
use crate::call::{Call, Exchange};
use crate::endpoint::{Endpoint, Requested};
use crate::policy::{Policies, RetryBudget};
use crate::request::{BaseUrl, Body, ListStyle, RequestEncoder, RequestError, RequestFault, Setting};
use crate::response::ErrorFormat;
use crate::spec::{Auth, EndpointSpec};
use crate::transport::Transport;

/// An installation of an API: its address, credentials, and manners. Cheap to clone; clones share connections.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use sigpost::{Client, endpoint};
///
/// #[endpoint(GET "/users/<user>", returns(name))]
/// pub async fn get_user_name(user: u64) -> String;
///
/// let client = Client::builder("https://api.example.com/v1").bearer_token("secret").build()?;
/// let name = client.send(get_user_name(7)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    base: BaseUrl,
    /// Constant ones, the user agent among them.
    headers: HeaderMap,
    credentials: Vec<Credentials>,
    named_credentials: Vec<(String, Vec<Credentials>)>,
    list_style: ListStyle,
    error_format: Box<dyn ErrorFormat>,
    transport: Arc<dyn Transport>,
    policies: Policies,
    retry_budget: RetryBudget,
}

impl Client {
    /// Begins a client for the API at `base`, an `https://` or `http://` address whose path, if any, comes before that
    /// of every endpoint.
    pub fn builder(base: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base.into())
    }

    /// A client for the API at `base` with default settings.
    ///
    /// # Errors
    /// If `base` is no usable address.
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub fn new(base: impl Into<String>) -> Result<Self, RequestError> {
        Self::builder(base).build()
    }

    /// A call of an endpoint. `.await` it, or set more before.
    pub fn send<E: Endpoint>(&self, endpoint: E) -> Call<E::Output, E::Error> {
        Call::new(self.exchange(&endpoint), E::DECODER)
    }

    /// The base address.
    pub fn base(&self) -> &str {
        self.0.base.as_str()
    }

    fn exchange(&self, endpoint: &dyn Requested) -> Box<Exchange> {
        let request = self.encode(endpoint, false);
        let has_secrets = endpoint.spec().parameters.iter().any(|parameter| parameter.sensitive);
        let redacted = has_secrets.then(|| Box::new(self.encode(endpoint, true)));
        Exchange::new(self.clone(), endpoint, request, redacted)
    }

    fn encode(&self, endpoint: &dyn Requested, shown: bool) -> Result<http::Request<Body>, RequestError> {
        let spec = endpoint.spec();
        let own_base;
        let base = match spec.base {
            Some(base) => {
                own_base = BaseUrl::parse(base).map_err(|error| error.in_endpoint(spec.name))?;
                &own_base
            }
            None => &self.0.base,
        };
        RequestEncoder::encode(
            endpoint,
            Setting { base, headers: &self.0.headers, list_style: self.0.list_style, shown },
        )
    }

    /// Has `apply` put the credentials that the endpoint asks for into its request.
    pub(crate) fn authorize(
        &self,
        spec: &'static EndpointSpec,
        request: &mut http::Request<Body>,
        apply: fn(&Credentials, &mut http::Request<Body>) -> Result<(), RequestError>,
    ) -> Result<(), RequestError> {
        for one in self.credentials(spec)? {
            apply(one, request).map_err(|error| error.in_endpoint(spec.name))?;
        }
        Ok(())
    }

    /// The token that is to be had before a request to the endpoint is sent, if there is one.
    pub(crate) fn token_cell(&self, spec: &'static EndpointSpec) -> Option<&TokenCell> {
        self.credentials(spec).ok()?.iter().find_map(Credentials::token_cell)
    }

    /// The credentials that the endpoint asks for.
    fn credentials(&self, spec: &'static EndpointSpec) -> Result<&[Credentials], RequestError> {
        match spec.auth {
            Auth::None => Ok(&[]),
            Auth::Default => Ok(&self.0.credentials),
            Auth::Named(name) => {
                let known = self.0.named_credentials.iter().find(|(known, _)| known == name);
                let missing = || RequestError::new(RequestFault::Credentials { name }).in_endpoint(spec.name);
                known.map(|(_, credentials)| credentials.as_slice()).ok_or_else(missing)
            }
        }
    }

    pub(crate) fn base_url(&self) -> &BaseUrl {
        &self.0.base
    }

    pub(crate) fn list_style(&self) -> ListStyle {
        self.0.list_style
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    pub(crate) fn error_format(&self) -> &dyn ErrorFormat {
        &*self.0.error_format
    }

    pub(crate) fn policies(&self) -> &Policies {
        &self.0.policies
    }

    pub(crate) fn retry_budget(&self) -> &RetryBudget {
        &self.0.retry_budget
    }
}

impl AsRef<Client> for Client {
    fn as_ref(&self) -> &Client {
        self
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.0.base.as_str())
            .field("credentials", &self.0.credentials)
            .field("policies", &self.0.policies)
            .finish_non_exhaustive()
    }
}
