//! One call of an endpoint: its own settings, its way through the transport, and the future that gives its value. What it
//! adds to its request stands in `additions`.

mod additions;

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::client::{Client, Credentials};
use crate::endpoint::Requested;
use crate::error::{Error, ErrorSet};
use crate::request::{BaseUrl, Body, RequestError, curl};
use crate::response::{
    Deadline, Failure, Outcome, ResponseDecoder, Wants, collect, read, read_with_head, receive,
    receive_streamed,
};
use crate::spec::EndpointSpec;
use crate::transport::TransportError;

/// A call that is ready to be made: `.await` it, or set more before.
///
/// It owns all that it needs, so that it can be spawned. The request is built already; if that failed, the call gives
/// the error when it is made.
#[must_use = "a call is not made until it is awaited, or `blocking` is called on it"]
pub struct Call<T, E = std::convert::Infallible> {
    exchange: Exchange,
    decoder: ResponseDecoder<T>,
    errors: PhantomData<fn() -> E>,
}

/// What of a call does not depend on the types of its endpoint.
pub(crate) struct Exchange {
    client: Client,
    pub(crate) spec: &'static EndpointSpec,
    wants: Wants,
    request: Result<http::Request<Body>, RequestError>,
    /// The request as it may be shown, where a parameter is sensitive.
    redacted: Option<Box<Result<http::Request<Body>, RequestError>>>,
    /// The base address that the call has for itself.
    base: Option<Box<BaseUrl>>,
    timeout: Option<Duration>,
}

impl<T, E> Call<T, E> {
    pub(crate) fn new(exchange: Exchange, decoder: ResponseDecoder<T>) -> Self {
        Self { exchange, decoder, errors: PhantomData }
    }

    pub(crate) fn into_parts(self) -> (Exchange, ResponseDecoder<T>) {
        (self.exchange, self.decoder)
    }

    /// How long this call may take in all, the body of its answer included, unless that is read as it arrives (see
    /// [`ByteStream`](crate::ByteStream)). Goes before what the endpoint and the client say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.exchange.timeout = Some(limit);
        self
    }

    /// Gives status and headers beside the value, as an [`http::Response`]. Errors are the same.
    pub fn with_response(self) -> CallWithResponse<T, E> {
        CallWithResponse(self)
    }

    /// The request that would be sent, credentials and all.
    ///
    /// # Errors
    /// If it could not be built.
    pub fn to_request(self) -> Result<http::Request<Body>, RequestError> {
        let Exchange { client, spec, request, .. } = self.exchange;
        authorized(&client, spec, request)
    }

    /// The request that would be sent as a `curl` command, with secrets left out.
    ///
    /// # Errors
    /// If it could not be built.
    pub fn to_curl(&self) -> Result<String, RequestError> {
        let Exchange { client, spec, .. } = &self.exchange;
        let request = self.exchange.shown().as_ref().map_err(RequestError::clone)?;
        let (mut head, ()) = http::Request::new(()).into_parts();
        head.uri = request.uri().clone();
        head.headers = request.headers().clone();
        client.authorize(spec, &mut head, Credentials::apply_redacted)?;
        Ok(curl::written(request.method(), &head.uri, &head.headers, request.body()))
    }

    /// Makes the call and waits for it, from a thread without an async runtime.
    ///
    /// # Errors
    /// As `.await`; besides, inside an async runtime, where waiting would stop other tasks, a
    /// [`RequestFault::Blocking`](crate::RequestFault::Blocking).
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> Result<T, Error<E>>
    where
        E: ErrorSet,
    {
        read(self.exchange.blocking(), self.decoder)
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Call");
        debug.field("endpoint", &self.exchange.spec.name);
        match self.exchange.shown() {
            Ok(request) => debug
                .field("method", request.method())
                .field("uri", &format_args!("{}", curl::legible(&request.uri().to_string()))),
            Err(error) => debug.field("error", error),
        };
        debug.field("timeout", &self.exchange.timeout).finish_non_exhaustive()
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
        read_with_head(self.0.exchange.blocking(), self.0.decoder)
    }
}

impl<T, E: ErrorSet> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> CallFuture<T, E> {
        CallFuture { exchange: self.exchange.start(), decoder: self.decoder, read }
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
    read: fn(Outcome, ResponseDecoder<T>) -> Result<R, Error<E>>,
}

impl<T, E, R> Future for CallFuture<T, E, R> {
    type Output = Result<R, Error<E>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { exchange, decoder, read, .. } = self.get_mut();
        match exchange.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(read(outcome, *decoder)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T, E, R> fmt::Debug for CallFuture<T, E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}

/// The request with its credentials.
fn authorized(
    client: &Client,
    spec: &'static EndpointSpec,
    request: Result<http::Request<Body>, RequestError>,
) -> Result<http::Request<Body>, RequestError> {
    let (mut head, body) = request?.into_parts();
    client.authorize(spec, &mut head, Credentials::apply)?;
    Ok(http::Request::from_parts(head, body))
}

impl Exchange {
    pub(crate) fn new(
        client: Client,
        endpoint: &dyn Requested,
        request: Result<http::Request<Body>, RequestError>,
        redacted: Option<Box<Result<http::Request<Body>, RequestError>>>,
    ) -> Self {
        let spec = endpoint.spec();
        let timeout = spec.timeout.or(client.timeout());
        let mut exchange =
            Self { client, spec, wants: endpoint.wants(), request, redacted, base: None, timeout };
        if let Some(field) = spec.idempotency_key {
            exchange.make_key(field);
        }
        exchange
    }

    /// Sends the request and collects the answer, all within the time limit.
    async fn run(self) -> Outcome {
        let Self { client, spec, wants, request, timeout, .. } = self;
        let request = authorized(&client, spec, request).map_err(Failure::Request)?;
        let transport = client.transport();
        let mut deadline = Deadline::new(timeout);
        let mut answer = transport.send(request);
        let answer = poll_fn(|context| match answer.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(answer),
            Poll::Pending => {
                deadline.poll(transport, context).map(|limit| Err(TransportError::timeout(limit)))
            }
        });
        let answer = answer.await.map_err(|error| Failure::Transport(error.in_endpoint(spec.name)))?;
        let (head, body) = answer.into_parts();
        if wants.is_streamed(head.status) {
            return receive_streamed(spec, head, body);
        }
        let collected = collect(body, client.response_limit(), &mut deadline, transport).await;
        receive(spec, &wants, head, collected, client.error_format())
    }

    /// The request, which is empty then.
    pub(crate) fn take_request(&mut self) -> Result<http::Request<Body>, RequestError> {
        std::mem::replace(&mut self.request, Ok(http::Request::new(Body::empty())))
    }

    /// The same with another request.
    pub(crate) fn repeat(&self, request: Result<http::Request<Body>, RequestError>) -> Self {
        let Self { client, spec, wants, request: _, redacted: _, base, timeout } = self;
        Self {
            client: client.clone(),
            spec,
            wants: *wants,
            request,
            // It is sent at once, and never shown.
            redacted: None,
            base: base.clone(),
            timeout: *timeout,
        }
    }

    pub(crate) fn start(self) -> Started {
        Box::pin(self.run())
    }

    #[cfg(feature = "blocking")]
    fn blocking(self) -> Outcome {
        let name = self.spec.name;
        match crate::blocking::run(self.run()) {
            Ok(result) => result,
            Err(error) => Err(Failure::Request(error.in_endpoint(name))),
        }
    }
}
