//! Tokens that are asked for: the source that gives them, and the cell that keeps one for all calls of a client.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Mutex;

use crate::clock::Instant;
use crate::request::{RequestError, RequestFault};
use crate::transport::Transport;

/// How long before its end a token is replaced.
const AHEAD: Duration = Duration::from_secs(60);

/// How long a call waits for the next token while the one at hand still serves; but not for more than half of its time.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where bearer tokens come from that do not last: an OAuth server, a metadata service, a file.
///
/// A client asks it when it needs a token and has none, when the one that it has is about to expire, and when the server
/// refuses that one with 401. However many calls wait, it is asked once, and all of them get what it gave.
///
/// Any function that gives a future of a token is a source:
///
/// ```
/// use std::time::Duration;
///
/// use sigpost::{Client, Credentials, Token};
///
/// # async fn sign_in() -> Result<(String, u64), std::io::Error> { Ok((String::new(), 0)) }
/// let source = || async {
///     let (token, seconds) = sign_in().await?;
///     Ok(Token::new(token).expires_in(Duration::from_secs(seconds)))
/// };
/// let client = Client::builder("https://api.example.com").credentials(Credentials::token_source(source)).build()?;
/// # Ok::<(), sigpost::RequestError>(())
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a token.
    fn token(&self) -> TokenFuture<'_>;
}

/// What [`TokenSource::token`] gives.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

impl<F, T> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(self())
    }
}

/// A bearer token, and how long it lasts. `Debug` does not show it.
#[derive(Clone)]
pub struct Token {
    secret: String,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token of which it is not known how long it lasts.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Says how long it lasts, from now on.
    ///
    /// A minute before its end, or when a tenth of its time is left, whichever is later, one call gets the next token, while
    /// the others go on with this one.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Whether nothing of its time is left when this much has gone by.
    #[cfg(feature = "oauth2")]
    pub(super) fn is_over_in(&self, age: Duration) -> bool {
        self.lifetime.is_some_and(|lifetime| lifetime <= age)
    }

    /// The same, with as much of its time gone by.
    #[cfg(feature = "oauth2")]
    pub(super) fn aged(self, age: Duration) -> Self {
        Self { lifetime: self.lifetime.map(|lifetime| lifetime.saturating_sub(age)), ..self }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

/// A token as it is sent.
#[derive(Debug)]
pub(crate) struct Issued {
    /// Marked as sensitive.
    pub(crate) header: HeaderValue,
    renewal: Option<Instant>,
    expiry: Option<Instant>,
}

impl Issued {
    fn new(token: &Token) -> Result<Self, RequestError> {
        let refused = || RequestError::new(RequestFault::Token);
        if token.secret.is_empty() {
            return Err(refused().caused_by("the token is empty"));
        }
        let mut header = HeaderValue::try_from(["Bearer ", &token.secret].concat())
            .map_err(|error| refused().caused_by(error))?;
        header.set_sensitive(true);
        let now = Instant::now();
        // Further away than a clock can say is never.
        let after = |duration: Option<Duration>| duration.and_then(|duration| now.checked_add(duration));
        let renewal = token.lifetime.map(|lifetime| lifetime.saturating_sub(AHEAD.min(lifetime / 10)));
        Ok(Self { header, renewal: after(renewal), expiry: after(token.lifetime) })
    }

    fn is_expired(&self) -> bool {
        self.expiry.is_some_and(|expiry| expiry <= Instant::now())
    }

    fn is_due(&self) -> bool {
        self.renewal.is_some_and(|renewal| renewal <= Instant::now())
    }
}

/// The token that all calls of a client share.
pub(crate) struct TokenCell {
    source: Box<dyn TokenSource>,
    /// Held while the source is asked.
    asking: Mutex<()>,
    /// Never held while something is waited for.
    state: StdMutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Issued>>,
    /// How often the source has answered, and what it said the last time, unless the server refuses that.
    answers: u64,
    answer: Option<Result<Arc<Issued>, RequestError>>,
    /// When to try again to replace the token at hand, if that was begun.
    renewal: Option<Instant>,
}

impl TokenCell {
    pub(crate) fn new(source: impl TokenSource) -> Self {
        Self { source: Box::new(source), asking: Mutex::default(), state: StdMutex::default() }
    }

    fn with_state<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The token at hand, if there is one that has not expired.
    pub(crate) fn known(&self) -> Option<Arc<Issued>> {
        self.with_state(|state| state.current.clone()).filter(|token| !token.is_expired())
    }

    /// A token that has not expired, as far as is known, for a call whose time ends then.
    pub(crate) async fn token(
        &self,
        clock: &dyn Transport,
        end: Option<Instant>,
    ) -> Result<Arc<Issued>, RequestError> {
        if let Some(known) = self.known() {
            if known.is_due()
                && let Ok(_asking) = self.asking.try_lock()
                && self.begins_renewal(&known)
            {
                let mut asking = Box::pin(self.ask());
                let left = end.map(|end| end.saturating_duration_since(Instant::now()));
                let mut patience = clock.sleep(left.map_or(PATIENCE, |left| PATIENCE.min(left / 2)));
                let next = poll_fn(|context| match asking.as_mut().poll(context) {
                    Poll::Ready(next) => Poll::Ready(next.ok()),
                    Poll::Pending => patience.as_mut().poll(context).map(|()| None),
                });
                // What is at hand still serves where the next one cannot be had.
                return Ok(next.await.unwrap_or(known));
            }
            return Ok(known);
        }
        let answers = self.with_state(|state| state.answers);
        let _asking = self.asking.lock().await;
        if let Some(known) = self.known() {
            return Ok(known);
        }
        // Who waited while the source was asked does not ask it again, whatever it said.
        let answer = self.with_state(|state| state.answer.clone().filter(|_| state.answers > answers));
        match answer {
            Some(answer) => answer,
            None => self.ask().await,
        }
    }

    /// Whether the token at hand is to be replaced now. If that fails, or nobody waits for it, it is so again when half of
    /// the time is over: a source that is in trouble is not asked by every call.
    fn begins_renewal(&self, known: &Issued) -> bool {
        let now = Instant::now();
        self.with_state(|state| {
            let begins = state.renewal.is_none_or(|renewal| renewal <= now);
            if begins {
                state.renewal = known.expiry.map(|expiry| now + expiry.saturating_duration_since(now) / 2);
            }
            begins
        })
    }

    async fn ask(&self) -> Result<Arc<Issued>, RequestError> {
        let token = self.source.token().await;
        let issued = token
            .map_err(|error| RequestError::new(RequestFault::Token).caused_by(error))
            .and_then(|token| Issued::new(&token));
        let answer = issued.map(Arc::new);
        self.with_state(|state| {
            if let Ok(token) = &answer {
                state.current = Some(Arc::clone(token));
                state.renewal = None;
            }
            state.answers += 1;
            state.answer = Some(answer.clone());
        });
        answer
    }

    /// The server refuses this token: it is not sent again, unless another one has come in the meantime.
    pub(crate) fn refuse(&self, token: &Arc<Issued>) {
        self.with_state(|state| {
            if state.current.as_ref().is_some_and(|current| Arc::ptr_eq(current, token)) {
                state.current = None;
                state.answer = None;
            }
        });
    }
}

impl fmt::Debug for TokenCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCell").finish_non_exhaustive()
    }
}
