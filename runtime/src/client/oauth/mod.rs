//! OAuth 2.0 (RFC 6749) as a source of tokens: what is set, and that no exchange is lost. What is sent and read stands in
//! `exchange`.

mod error;
mod exchange;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex as StdMutex};
use std::time::Duration;

use http::Uri;
use oauth2::TokenUrl;
use tokio::runtime::Handle;
use tokio::sync::Mutex;

pub use self::error::OAuthError;
use self::exchange::exchange;
use super::Client;
use super::token::{Token, TokenFuture, TokenSource};
use crate::clock::Instant;
use crate::request::reference::origin;
use crate::request::{RequestError, RequestFault};
use crate::transport::Transport;

/// How long the token server may take in all.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Tokens of an OAuth 2.0 server (RFC 6749), for [`Credentials::token_source`](crate::Credentials::token_source): by client
/// credentials, or by a refresh token.
///
/// ```
/// use sigpost::{Client, Credentials, OAuth};
///
/// let oauth = OAuth::client_credentials("https://accounts.example.com/oauth/token", "desk", "secret")?
///     .scopes(["books:read", "books:write"])
///     .parameter("audience", "https://api.example.com");
/// let client = Client::builder("https://api.example.com").credentials(Credentials::token_source(oauth)).build()?;
/// # Ok::<(), sigpost::RequestError>(())
/// ```
///
/// A token is asked for when the first call needs one, ahead of its end (`expires_in`), and when the API refuses it with
/// 401, once for all calls that wait. The request goes through a transport, with limits of its own: 30 seconds, 1
/// MiB, and no redirect. It is sent again where that is harmless, as [`RetryPolicy`](crate::RetryPolicy) says. Where the
/// call that began it ends before the answer is there, it goes on all the same, so that no refresh token is lost.
///
/// Without a token the call gives an [`Error::Request`](crate::Error::Request) with an [`OAuthError`] as its source.
pub struct OAuth {
    settings: Settings,
    state: Mutex<State>,
}

/// What an exchange needs to know.
#[derive(Clone)]
struct Settings {
    token_url: TokenUrl,
    client_id: String,
    client_secret: Option<String>,
    grant: Grant,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    secret_in_body: bool,
    timeout: Duration,
    transport: Option<Arc<dyn Transport>>,
    on_rotation: Option<Arc<Storing>>,
}

/// What is done with another refresh token.
type Storing = dyn Fn(&str) + Send + Sync;

#[derive(Clone)]
enum Grant {
    ClientCredentials,
    /// The refresh token that holds.
    RefreshToken(Arc<StdMutex<String>>),
}

#[derive(Default)]
struct State {
    /// What the requests are sent with, once there was one.
    client: Option<Client>,
    /// What was begun, and not seen to its end by the call that began it.
    under_way: Option<UnderWay>,
}

type UnderWay = Pin<Box<dyn Future<Output = Ended> + Send>>;

/// What came of an exchange, and when, if that is known.
type Ended = (Option<Instant>, Result<Token, OAuthError>);

impl OAuth {
    /// Tokens for the client itself (section 4.4). The secret goes into the `Authorization` header field (section 2.3.1).
    ///
    /// # Errors
    /// If `token_url` is no `https://` or `http://` address. Over `http://` the secret can be read on the way.
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Result<Self, RequestError> {
        Self::new(token_url.into(), client_id.into(), Grant::ClientCredentials)
            .map(|oauth| oauth.client_secret(client_secret))
    }

    /// Tokens for a user who has signed in, by the refresh token of then (section 6), for a client without a secret.
    ///
    /// Many servers give another refresh token with each token, and take back the old one: see
    /// [`on_rotation`](Self::on_rotation).
    ///
    /// # Errors
    /// As [`client_credentials`](Self::client_credentials).
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<String>,
    ) -> Result<Self, RequestError> {
        let refresh_token = Arc::new(StdMutex::new(refresh_token.into()));
        Self::new(token_url.into(), client_id.into(), Grant::RefreshToken(refresh_token))
    }

    fn new(token_url: String, client_id: String, grant: Grant) -> Result<Self, RequestError> {
        let refused = |reason| RequestError::new(RequestFault::TokenUrl { reason });
        let uri: Uri = token_url.parse().map_err(|error| refused("is no URI").caused_by(error))?;
        if token_url.contains('#') {
            return Err(refused("has a fragment"));
        }
        if origin(&uri).is_none() {
            return Err(refused("is no `https://` or `http://` address of a host alone"));
        }
        let token_url = TokenUrl::new(token_url).map_err(|error| refused("is no URL").caused_by(error))?;
        Ok(Self {
            settings: Settings {
                token_url,
                client_id,
                client_secret: None,
                grant,
                scopes: Vec::new(),
                parameters: Vec::new(),
                secret_in_body: false,
                timeout: TIMEOUT,
                transport: None,
                on_rotation: None,
            },
            state: Mutex::default(),
        })
    }

    /// The secret of the client, where there is one beside a refresh token.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<String>) -> Self {
        self.settings.client_secret = Some(secret.into());
        self
    }

    /// Sends the secret as `client_secret` in the body, for servers that do not take it in the header.
    #[must_use]
    pub fn secret_in_body(mut self) -> Self {
        self.settings.secret_in_body = true;
        self
    }

    /// Asks for these scopes (section 3.3), beside those that were asked for before.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.settings.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Sends one more parameter with the request: `audience`, `resource` (RFC 8707), and what servers have of their own.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.parameters.push((name.into(), value.into()));
        self
    }

    /// Calls `store` with each refresh token that takes the place of the one before, at once, so that it can be kept for the
    /// next start of the program. Do nothing in it that takes long: calls wait.
    ///
    /// ```no_run
    /// use sigpost::OAuth;
    ///
    /// let oauth = OAuth::refresh_token("https://accounts.example.com/token", "app", std::fs::read_to_string("token")?)?
    ///     .on_rotation(|refresh_token| {
    ///         if let Err(error) = std::fs::write("token", refresh_token) {
    ///             eprintln!("the next start needs a new sign-in: {error}");
    ///         }
    ///     });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn on_rotation(mut self, store: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.settings.on_rotation = Some(Arc::new(store));
        self
    }

    /// How long the token server may take in all; 30 seconds by default. A call whose own time runs out does not wait for
    /// it any longer.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.timeout = limit;
        self
    }

    /// What sends the requests; by default one of its own, as [`ClientBuilder::transport`](crate::ClientBuilder::transport)
    /// has it.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    async fn get(&self) -> Result<Token, OAuthError> {
        let arrived = Instant::now();
        let mut state = self.state.lock().await;
        if let Some(under_way) = &mut state.under_way {
            let (ended, outcome) = under_way.await;
            state.under_way = None;
            let age = ended.map(|ended| ended.elapsed());
            match (outcome, age) {
                (Ok(token), Some(age)) if !token.is_over_in(age) => return Ok(token.aged(age)),
                (Err(error), _) if ended.is_some_and(|ended| ended >= arrived) => return Err(error),
                // It ended long ago, without a token that serves.
                _ => {}
            }
        }
        let client = match &state.client {
            Some(client) => client.clone(),
            None => state.client.insert(self.settings.client()?).clone(),
        };
        // It stays there if this future is dropped.
        let (_, outcome) = state.under_way.insert(begin(self.settings.clone(), client)).await;
        state.under_way = None;
        outcome
    }
}

/// Begins an exchange: as a task of its own, where there is a runtime for it, or else when it is waited for.
fn begin(settings: Settings, client: Client) -> UnderWay {
    let exchange = async move {
        let outcome = exchange(&settings, &client).await;
        (Some(Instant::now()), outcome)
    };
    match Handle::try_current() {
        Ok(runtime) => {
            let task = runtime.spawn(exchange);
            Box::pin(async move { task.await.unwrap_or((None, Err(OAuthError::interrupted()))) })
        }
        Err(_) => Box::pin(exchange),
    }
}

impl TokenSource for OAuth {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async move { Ok(self.get().await?) })
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings { token_url, client_id, scopes, grant, .. } = &self.settings;
        let grant = match grant {
            Grant::ClientCredentials => "client_credentials",
            Grant::RefreshToken(_) => "refresh_token",
        };
        f.debug_struct("OAuth")
            .field("grant", &grant)
            // A query of the address may be a secret.
            .field("token_url", &format_args!("{}", token_url.split('?').next().unwrap_or_default()))
            .field("client_id", client_id)
            .field("scopes", scopes)
            .finish_non_exhaustive()
    }
}
