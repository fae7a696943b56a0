//! One call of an endpoint: its own settings, and the future that gives its value. What it adds to its request stands in
//! `additions`, its way through the transport in `attempts`.

mod additions;
mod attempts;
mod spare;

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use self::attempts::Attempts;
use crate::client::{Client, Credentials};
use crate::endpoint::Requested;
use crate::error::{Error, ErrorSet};
use crate::policy::{Policies, RetryPolicy};
use crate::request::{BaseUrl, Body, RequestError, curl};
#[cfg(feature = "blocking")]
use crate::response::Failure;
use crate::response::{Outcome, ResponseDecoder, Wants, read, read_with_head};
use crate::spec::EndpointSpec;

/// A call that is ready to be made: `.await` it, or set more before.
///
/// It owns all that it needs, so that it can be spawned. The request is built already; if that failed, the call gives
/// the error when it is made.
#[must_use = "a call is not made until it is awaited, or `blocking` is called on it"]
pub struct Call<T, E = std::convert::Infallible> {
    // In a box, since a call is moved by each of its settings.
    exchange: Box<Exchange>,
    decoder: ResponseDecoder<T>,
    /// Kept from where the endpoint is known, so that what is wrong with its errors is said there alone.
    read: Read<T, T, E>,
}

/// How an outcome becomes what a call gives.
type Read<T, R, E> = fn(Outcome, &ResponseDecoder<T>) -> Result<R, Error<E>>;

/// What of a call does not depend on the types of its endpoint.
pub(crate) struct Exchange {
    client: Client,
    pub(crate) spec: &'static EndpointSpec,
    wants: &'static Wants,
    /// `None` while it is under way.
    request: Option<Result<http::Request<Body>, RequestError>>,
    /// The request as it may be shown, where a parameter is sensitive.
    redacted: Option<Box<Result<http::Request<Body>, RequestError>>>,
    /// The base address that the call has for itself.
    base: Option<Box<BaseUrl>>,
    policies: Policies,
    /// Whether it is known that sending the request twice is harmless, whatever its method.
    is_idempotent: bool,
    /// Whether its idempotency key was made for it.
    is_key_made: bool,
    /// Whether it goes elsewhere than to the API, so that no credentials go with it.
    is_elsewhere: bool,
    /// Whether its address is another than the declared one, so that the template says nothing of it.
    is_readdressed: bool,
}

impl<T, E> Call<T, E> {
    pub(crate) fn new(exchange: Box<Exchange>, decoder: ResponseDecoder<T>) -> Self
    where
        E: ErrorSet,
    {
        Self { exchange, decoder, read }
    }

    pub(crate) fn into_parts(self) -> (Box<Exchange>, ResponseDecoder<T>) {
        (self.exchange, self.decoder)
    }

    /// How long this call may take in all, the body of its answer included, unless that is read as it arrives (see
    /// [`ByteStream`](crate::ByteStream)). Goes before what the endpoint and the client say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.exchange.policies.timeout = Some(limit);
        self
    }

    /// How long each attempt of this call may take, the body of its answer included. Goes before what the endpoint and the
    /// client say.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.exchange.policies.attempt_timeout = Some(limit);
        self
    }

    /// How long the body of the answer may be silent, where it is read as it arrives. Goes before what the endpoint and the
    /// client say.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.exchange.policies.read_timeout = Some(limit);
        self
    }

    /// How large the body of the answer may be, in bytes. Goes before what the endpoint and the client say.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.exchange.policies.response_limit = bytes;
        self
    }

    /// How often this call is tried, and how long the waits between are. Goes before what the endpoint and the client say.
    ///
    /// It does not make a second attempt harmless: see [`idempotent`](Self::idempotent).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.exchange.policies.retry = policy;
        self
    }

    /// Says that sending this call twice is harmless, whatever its method, so that it may be tried again.
    pub fn idempotent(mut self) -> Self {
        self.exchange.is_idempotent = true;
        self
    }

    /// How many redirects of this call are followed. Goes before what the endpoint and the client say; see
    /// [`ClientBuilder::redirects`](crate::ClientBuilder::redirects) for how.
    pub fn redirects(mut self, limit: u32) -> Self {
        self.exchange.policies.redirects = limit;
        self
    }

    /// Gives status and headers beside the value, as an [`http::Response`]. Errors are the same.
    ///
    /// [`request_id`](crate::request_id()) and [`retry_after`](crate::retry_after()) read them.
    pub fn with_response(self) -> CallWithResponse<T, E> {
        CallWithResponse(self)
    }

    /// The request that would be sent, credentials and all; a [token that is asked for](crate::TokenSource) only if the
    /// client has one at hand.
    ///
    /// # Errors
    /// If it could not be built.
    pub fn to_request(mut self) -> Result<http::Request<Body>, RequestError> {
        let mut request = self.exchange.take_request()?;
        let Exchange { client, spec, is_elsewhere, .. } = *self.exchange;
        if !is_elsewhere {
            client.authorize(spec, &mut request, Credentials::apply)?;
        }
        Ok(request)
    }

    /// The request that would be sent as a `curl` command, with secrets left out.
    ///
    /// # Errors
    /// If it could not be built.
    pub fn to_curl(&self) -> Result<String, RequestError> {
        let Exchange { client, spec, is_elsewhere, .. } = &*self.exchange;
        let taken = Ok(http::Request::new(Body::empty()));
        let request = self.exchange.shown().unwrap_or(&taken).as_ref().map_err(RequestError::clone)?;
        let mut shown = http::Request::new(Body::empty());
        *shown.uri_mut() = request.uri().clone();
        *shown.headers_mut() = request.headers().clone();
        if !is_elsewhere {
            client.authorize(spec, &mut shown, Credentials::apply_redacted)?;
        }
        Ok(curl::written(request.method(), shown.uri(), shown.headers(), request.body()))
    }

    /// Makes the call and waits for it, from a thread without an async runtime. tokio's `spawn_blocking` has one, and waits
    /// by `Handle::current().block_on(call.into_future())`.
    ///
    /// All such calls of a process share a runtime, which runs on a thread of its own. A connection belongs to the runtime
    /// that it was opened on, and stands still while that does: so where a client is used both ways, its `.await`s belong on
    /// a runtime that runs all the time, not on one of a single thread between two `block_on`s.
    ///
    /// ```
    /// # use sigpost::{Client, endpoint, transport::MemoryTransport};
    /// #[endpoint(GET "/users/<user>", returns(name))]
    /// async fn get_user_name(user: u64) -> String;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let transport = MemoryTransport::new(|_| http::Response::new(r#"{"name": "Ada"}"#.into()));
    /// # let client = Client::builder("https://h.example").transport(transport).build()?;
    /// let name = tokio::task::spawn_blocking(move || {
    ///     let call = client.send(get_user_name(7));
    ///     tokio::runtime::Handle::current().block_on(call.into_future())
    /// });
    /// assert_eq!(name.await??, "Ada");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As `.await`; besides, inside an async runtime, where waiting would stop other tasks, a
    /// [`RequestFault::Blocking`](crate::RequestFault::Blocking).
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> Result<T, Error<E>> {
        (self.read)(self.exchange.blocking(), &self.decoder)
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Call");
        debug.field("endpoint", &self.exchange.spec.name);
        match self.exchange.shown() {
            Some(Ok(request)) => debug
                .field("method", request.method())
                .field("uri", &format_args!("{}", curl::legible(&request.uri().to_string()))),
            Some(Err(error)) => debug.field("error", error),
            None => &mut debug,
        };
        debug.field("policies", &self.exchange.policies).finish_non_exhaustive()
    }
}

/// A call that gives status and headers beside the value. See [`Call::with_response`].
#[derive(Debug)]
#[must_use = "a call is not made until it is awaited, or `blocking` is called on it"]
pub struct CallWithResponse<T, E = std::convert::Infallible>(Call<T, E>);

impl<T, E: ErrorSet> CallWithResponse<T, E> {
    /// As [`Call::blocking`].
    ///
    /// # Errors
    /// As [`Call::blocking`].
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> Result<http::Response<T>, Error<E>> {
        read_with_head(self.0.exchange.blocking(), &self.0.decoder)
    }
}

impl<T, E> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> CallFuture<T, E> {
        CallFuture { exchange: self.exchange.start(), decoder: self.decoder, read: self.read }
    }
}

impl<T, E: ErrorSet> IntoFuture for CallWithResponse<T, E> {
    type Output = Result<http::Response<T>, Error<E>>;
    type IntoFuture = CallFuture<T, E, http::Response<T>>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.0;
        CallFuture { exchange: call.exchange.start(), decoder: call.decoder, read: read_with_head }
    }
}

/// An exchange under way.
pub(crate) type Started = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// The future of a [`Call`].
#[must_use = "futures do nothing unless polled"]
pub struct CallFuture<T, E, R = T> {
    exchange: Started,
    decoder: ResponseDecoder<T>,
    read: Read<T, R, E>,
}

impl<T, E, R> Future for CallFuture<T, E, R> {
    type Output = Result<R, Error<E>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { exchange, decoder, read, .. } = self.get_mut();
        match exchange.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(read(outcome, decoder)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T, E, R> fmt::Debug for CallFuture<T, E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}

impl Exchange {
    // Inline: it has one caller where a call begins, and its request is moved once less.
    #[inline]
    pub(crate) fn new(
        client: Client,
        endpoint: &dyn Requested,
        request: Result<http::Request<Body>, RequestError>,
        redacted: Option<Box<Result<http::Request<Body>, RequestError>>>,
    ) -> Box<Self> {
        let spec = endpoint.spec();
        let policies = client.policies().of(spec);
        let wants = endpoint.wants();
        let is_idempotent = spec.idempotent || spec.idempotency_key.is_some();
        let mut exchange = Box::new(Self {
            client,
            spec,
            wants,
            request: Some(request),
            redacted,
            base: None,
            policies,
            is_idempotent,
            is_key_made: false,
            is_elsewhere: false,
            is_readdressed: false,
        });
        if let Some(field) = spec.idempotency_key {
            exchange.make_key(field);
        }
        exchange
    }

    /// Has the request, which is made already, go to an address of its own.
    #[cfg(feature = "oauth2")]
    pub(crate) fn readdressed(mut self: Box<Self>) -> Box<Self> {
        self.is_readdressed = true;
        self
    }

    /// The request; where it is taken, an empty one.
    fn request(&mut self) -> Result<&http::Request<Body>, RequestError> {
        let request = self.request.get_or_insert_with(|| Ok(http::Request::new(Body::empty())));
        request.as_ref().map_err(RequestError::clone)
    }

    /// As [`request`](Self::request), and takes it.
    fn take_request(&mut self) -> Result<http::Request<Body>, RequestError> {
        match self.request.take() {
            Some(request) => request,
            None => Ok(http::Request::new(Body::empty())),
        }
    }

    /// As [`take_request`](Self::take_request), to be sent by [`repeat`](Self::repeat): without an idempotency key that
    /// was made for it.
    pub(crate) fn take_template(&mut self) -> Result<http::Request<Body>, RequestError> {
        let mut request = self.take_request();
        if let (true, Some(field), Ok(request)) = (self.is_key_made, self.spec.idempotency_key, &mut request)
        {
            request.headers_mut().remove(field);
        }
        request
    }

    /// The same with another request, which is given an idempotency key of its own if this was.
    pub(crate) fn repeat(&self, request: Result<http::Request<Body>, RequestError>) -> Box<Self> {
        let Self {
            client,
            spec,
            wants,
            request: _,
            redacted: _,
            base,
            policies,
            is_idempotent,
            is_key_made,
            is_elsewhere,
            is_readdressed,
        } = self;
        let mut next = Box::new(Self {
            client: client.clone(),
            spec,
            wants,
            request: Some(request),
            // It is sent at once, and never shown.
            redacted: None,
            base: base.clone(),
            policies: *policies,
            is_idempotent: *is_idempotent,
            is_key_made: false,
            is_elsewhere: *is_elsewhere,
            is_readdressed: *is_readdressed,
        });
        if let (true, Some(field)) = (*is_key_made, spec.idempotency_key) {
            next.make_key(field);
        }
        next
    }

    pub(crate) fn start(self: Box<Self>) -> Started {
        Box::pin(Attempts::run(self))
    }

    #[cfg(feature = "blocking")]
    fn blocking(self: Box<Self>) -> Outcome {
        let name = self.spec.name;
        match crate::blocking::run(Attempts::run(self)) {
            Ok(result) => result,
            Err(error) => Err(Failure::Request(error.in_endpoint(name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::MemoryTransport;

    #[test]
    fn the_future_of_a_call_is_smaller_than_what_is_costly_to_allocate() {
        let transport = MemoryTransport::new(|_| http::Response::default());
        let client = Client::builder("https://h.example").transport(transport).build().unwrap();
        let exchange = Exchange {
            client,
            spec: const { &EndpointSpec::new("get", "GET", "/") },
            wants: const { ResponseDecoder::<()>::nothing().wants() },
            request: Some(Ok(http::Request::new(Body::empty()))),
            redacted: None,
            base: None,
            policies: Policies::DEFAULT,
            is_idempotent: false,
            is_key_made: false,
            is_elsewhere: false,
            is_readdressed: false,
        };
        let run = Attempts::run(Box::new(exchange));
        let size = size_of_val(&run);
        assert!(size < 1024, "{size}");
    }
}
