//! The seam between requests and the network: the trait that a transport implements, and what it reports when it fails.

#[cfg(all(feature = "reqwest", all(target_arch = "wasm32", target_os = "unknown")))]
mod browser;
#[cfg(all(feature = "hyper", not(all(target_arch = "wasm32", target_os = "unknown"))))]
mod hyper;
mod memory;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
mod reqwest;
mod service;
#[cfg(all(
    any(feature = "hyper", feature = "http2"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod unprocessed;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

#[cfg(all(feature = "reqwest", all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::browser::ReqwestTransport;
#[cfg(all(feature = "hyper", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::hyper::HyperTransport;
pub use self::memory::MemoryTransport;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::reqwest::ReqwestTransport;
pub(crate) use self::service::layered;
pub use self::service::{ServiceTransport, TransportService};
use crate::error::{Delivery, write_attempts};
use crate::policy::TimedOut;
use crate::request::{Body, stream_fault};

/// Sends requests and keeps time: all that a client needs of its surroundings.
///
/// A transport takes one request to one server and brings back what it answers, redirects and errors included.
/// It follows no redirect and sends nothing twice: that is the client's to decide.
///
/// ```
/// use std::time::Duration;
/// use sigpost::transport::{Answer, Sleep, Transport};
///
/// /// Sends everything through another transport, and counts.
/// struct Counting<T>(T, std::sync::atomic::AtomicUsize);
///
/// impl<T: Transport> Transport for Counting<T> {
///     fn send(&self, request: http::Request<sigpost::Body>) -> Answer {
///         self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         self.0.send(request)
///     }
///     fn sleep(&self, duration: Duration) -> Sleep {
///         self.0.sleep(duration)
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request; the future is ready when the head of the answer is there.
    fn send(&self, request: http::Request<Body>) -> Answer;

    /// A future that is ready after `duration`. Timeouts are kept with it.
    fn sleep(&self, duration: Duration) -> Sleep;

    /// Whether [`sleep`](Self::sleep) comes to an end here. Where it does not, no time limit is kept, and nothing is tried
    /// again, since that takes a wait.
    fn has_clock(&self) -> bool {
        true
    }

    /// Whether it may fail before anything of a request is sent, so that even what must not be sent twice can be tried
    /// again. If it cannot, no copy is kept of such requests, which takes 1,000 instructions.
    fn can_fail_unsent(&self) -> bool {
        true
    }

    /// Whether requests shall carry, in their extensions, the `&'static` [`EndpointSpec`](crate::spec::EndpointSpec) of
    /// the endpoint that they are for. Putting it there has a small cost, hence the question.
    fn reads_extensions(&self) -> bool {
        true
    }
}

/// What [`Transport::send`] gives.
pub type Answer = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// What [`Transport::sleep`] gives.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Why there was no answer.
pub struct TransportError(Box<Inner>);

struct Inner {
    endpoint: Option<&'static str>,
    kind: Kind,
    delivery: Delivery,
    attempts: u32,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Connect,
    Broken,
    Body,
    Unprocessed,
    ConnectTimeout,
    Timeout(TimedOut),
    Unusable(&'static str),
}

impl TransportError {
    fn new(kind: Kind, delivery: Delivery) -> Self {
        Self(Box::new(Inner { endpoint: None, kind, delivery, attempts: 1, source: None }))
    }

    /// There was no connection, so nothing was sent.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Connect, Delivery::NotSent).caused_by(source)
    }

    /// The connection broke before the head of an answer had come; the server may have received the request. Where a stream
    /// that was sent failed by itself, which stands among the causes then, the error [says so](Self::is_body).
    pub fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source = source.into();
        let kind = if stream_fault(&*source).is_some() { Kind::Body } else { Kind::Broken };
        Self::new(kind, Delivery::MaybeSent).caused_by(source)
    }

    /// The body of the request failed, by what HTTP/2 says; the server has received some of it.
    #[cfg(all(
        any(feature = "hyper", feature = "http2"),
        not(all(target_arch = "wasm32", target_os = "unknown"))
    ))]
    fn failed_body(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Body, Delivery::MaybeSent).caused_by(source)
    }

    /// The request was not processed, for certain: a server said so (RFC 9113, section 8.7), or a layer did not let it
    /// through.
    pub fn unprocessed(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Unprocessed, Delivery::NotSent).caused_by(source)
    }

    /// No connection came about in time, so nothing was sent.
    pub fn connect_timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::ConnectTimeout, Delivery::NotSent).caused_by(source)
    }

    /// No answer came in time; the server may have received the request.
    pub fn timeout(limit: Duration) -> Self {
        Self::timed_out(TimedOut { limit, of_attempt: false }, Delivery::MaybeSent)
    }

    pub(crate) fn timed_out(timed_out: TimedOut, delivery: Delivery) -> Self {
        Self::new(Kind::Timeout(timed_out), delivery)
    }

    /// The transport cannot work here, for the reason given, so nothing was sent.
    pub fn unusable(reason: &'static str) -> Self {
        Self::new(Kind::Unusable(reason), Delivery::NotSent)
    }

    fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    fn without_source(&self) -> Self {
        Self::new(self.0.kind, self.0.delivery)
    }

    pub(crate) fn in_endpoint(mut self, name: &'static str) -> Self {
        self.0.endpoint = Some(name);
        self
    }

    pub(crate) fn after(mut self, attempts: u32, has_reached: bool) -> Self {
        self.0.attempts = attempts;
        if has_reached {
            self.0.delivery = Delivery::MaybeSent;
        }
        self
    }

    /// What went wrong, in a word.
    #[cfg(feature = "tracing")]
    pub(crate) fn type_name(&self) -> &'static str {
        match self.0.kind {
            Kind::Connect => "connect",
            Kind::Broken => "broken",
            Kind::Body => "body",
            Kind::Unprocessed => "unprocessed",
            Kind::ConnectTimeout => "connect_timeout",
            Kind::Timeout(_) => "timeout",
            Kind::Unusable(_) => "unusable",
        }
    }

    /// Whether the body of the request failed by itself: a stream that gave an error, or another number of bytes than it
    /// promised. The call is not tried again. The [`source`](StdError::source) is what the stream gave, but over HTTP/2,
    /// where that is lost.
    pub fn is_body(&self) -> bool {
        matches!(self.0.kind, Kind::Body)
    }

    pub(crate) fn is_unusable(&self) -> bool {
        matches!(self.0.kind, Kind::Unusable(_))
    }

    /// How often it was tried to send the request.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How far the request got in any of its attempts: [`NotSent`](Delivery::NotSent) or
    /// [`MaybeSent`](Delivery::MaybeSent).
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// Whether no connection came about.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect | Kind::ConnectTimeout)
    }

    /// Whether the time ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::ConnectTimeout | Kind::Timeout(_))
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        match self.0.kind {
            Kind::Connect => f.write_str("could not connect to the server"),
            Kind::Broken => f.write_str("the connection broke before an answer came"),
            Kind::Body => f.write_str("the body of the request broke off"),
            Kind::Unprocessed => f.write_str("the request was not processed"),
            Kind::ConnectTimeout => f.write_str("could not connect to the server in time"),
            Kind::Timeout(TimedOut { limit, .. }) => write!(f, "no answer came within {limit:?}"),
            Kind::Unusable(reason) => f.write_str(reason),
        }?;
        write_attempts(f, self.0.attempts)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("endpoint", &self.0.endpoint)
            .field("kind", &self.0.kind)
            .field("delivery", &self.0.delivery)
            .field("attempts", &self.0.attempts)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref().map(|source| source as _);
        source.map(|source| if self.is_body() { stream_fault(source).unwrap_or(source) } else { source })
    }
}

/// The transport of a client to which none is given.
///
/// # Errors
/// If it cannot be set up.
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) fn default(connect_timeout: Option<Duration>) -> Result<ReqwestTransport, TransportError> {
    ReqwestTransport::connecting_within(connect_timeout.unwrap_or(CONNECT_TIMEOUT))
}

/// The transport of a client to which none is given.
///
/// # Errors
/// If it cannot be set up.
#[cfg(all(
    feature = "hyper",
    not(feature = "reqwest"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub(crate) fn default(connect_timeout: Option<Duration>) -> Result<HyperTransport, TransportError> {
    HyperTransport::connecting_within(connect_timeout.unwrap_or(CONNECT_TIMEOUT))
}

/// The transport of a client to which none is given. How long it connects is the browser's to say.
///
/// # Errors
/// None, in a browser.
#[cfg(all(feature = "reqwest", all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn default(_: Option<Duration>) -> Result<ReqwestTransport, TransportError> {
    ReqwestTransport::new()
}

/// How long a connection may take to come about, unless something else is said.
#[cfg(all(
    any(feature = "reqwest", feature = "hyper"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Whether [`usual_sleep`] comes to an end.
fn has_usual_clock() -> bool {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    return true;
    #[cfg(all(feature = "tokio", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    return tokio::runtime::Handle::try_current().is_ok();
    #[cfg(not(any(feature = "tokio", all(target_arch = "wasm32", target_os = "unknown"))))]
    false
}

/// tokio's clock where a runtime is at hand; without one no time ever runs out.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn usual_sleep(duration: Duration) -> Sleep {
    #[cfg(feature = "tokio")]
    if has_usual_clock() {
        return Box::pin(tokio::time::sleep(duration));
    }
    let _ = duration;
    Box::pin(std::future::pending())
}

/// A browser's timer, which counts milliseconds in 31 bits: what is further away never comes.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn usual_sleep(duration: Duration) -> Sleep {
    match i32::try_from(duration.as_nanos().div_ceil(1_000_000)) {
        Ok(milliseconds) => {
            let timer = gloo_timers::future::TimeoutFuture::new(milliseconds.unsigned_abs());
            Box::pin(send_wrapper::SendWrapper::new(timer))
        }
        Err(_) => Box::pin(std::future::pending()),
    }
}
