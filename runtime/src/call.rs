//! One call of an endpoint: its own settings, its way through the transport, and the future that gives its value.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_json::value::RawValue;

use crate::client::{Client, Credentials, header_field};
use crate::endpoint::Requested;
use crate::error::{Error, ErrorSet};
use crate::request::{BaseUrl, Body, BodyParam, QueryParam, RequestError, addition, curl, idempotency};
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
    spec: &'static EndpointSpec,
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

    /// How long this call may take in all, the body of its answer included. Goes before what the endpoint and the
    /// client say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.exchange.timeout = Some(limit);
        self
    }

    /// Sends one more header field with this call; one of the same name is replaced.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        self.exchange.header(header_field(name, value));
        self
    }

    /// Sends one more query pair, or several where the value is a list or has members, behind those of the declaration.
    ///
    /// ```
    /// # #[sigpost::endpoint(GET "/books?<page>")]
    /// # async fn list_books(page: u32);
    /// # let client = sigpost::Client::builder("https://h.example").build()?;
    /// let request = client.send(list_books(2)).query("sort", "title").query("tag", ["a", "b"]).to_request()?;
    /// assert_eq!(request.uri(), "https://h.example/books?page=2&sort=title&tag=a&tag=b");
    /// # Ok::<(), sigpost::RequestError>(())
    /// ```
    pub fn query<V: QueryParam>(mut self, name: &str, value: V) -> Self {
        let pairs = addition::pairs(name, self.exchange.client.list_style(), &value);
        self.exchange.query(pairs);
        self
    }

    /// Sends one more member of the JSON object that is the body; one of the same name is replaced. A request without a
    /// body gets one. With any other body the call gives a [`RequestFault::Added`](crate::RequestFault::Added).
    ///
    /// ```
    /// # #[sigpost::endpoint(POST "/books")]
    /// # async fn add_book(title: &str);
    /// # let client = sigpost::Client::builder("https://h.example").build()?;
    /// let request = client.send(add_book("Dune")).field("year", 1965).to_request()?;
    /// assert_eq!(request.body().as_bytes().unwrap(), r#"{"title":"Dune","year":1965}"#);
    /// # Ok::<(), sigpost::RequestError>(())
    /// ```
    pub fn field<V: BodyParam>(mut self, name: &str, value: V) -> Self {
        self.exchange.field(name, addition::json(name, &value));
        self
    }

    /// Sends this call to the API at another base address, in place of what the endpoint and the client say.
    ///
    /// The client's credentials go there as well, so it should be an address that is known, not one that an answer names.
    pub fn base(mut self, address: &str) -> Self {
        self.exchange.base(BaseUrl::parse(address));
        self
    }

    /// Sends this idempotency key: in the header field that the endpoint declares (`idempotency_key = "…"`), in place of
    /// the key that is made for each call, or else in `Idempotency-Key`.
    ///
    /// A key of one's own, stored before the call, is the same after a restart.
    pub fn idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        let field = self.exchange.spec.idempotency_key.unwrap_or(idempotency::USUAL_FIELD);
        self.exchange.header(header_field(field, key.as_ref()));
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
type Started = Pin<Box<dyn Future<Output = Outcome> + Send>>;

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

    fn shown(&self) -> &Result<http::Request<Body>, RequestError> {
        self.redacted.as_deref().unwrap_or(&self.request)
    }

    /// Changes the request, and what is shown of it.
    fn change(&mut self, change: impl Fn(&mut http::Request<Body>) -> Result<(), RequestError>) {
        for request in [Some(&mut self.request), self.redacted.as_deref_mut()].into_iter().flatten() {
            if let Ok(known) = request
                && let Err(error) = change(known)
            {
                *request = Err(error.in_endpoint(self.spec.name));
            }
        }
    }

    fn header(&mut self, field: Result<(HeaderName, HeaderValue), RequestError>) {
        self.change(|request| {
            let (name, value) = field.clone()?;
            request.headers_mut().insert(name, value);
            Ok(())
        });
    }

    /// Makes an idempotency key, unless a parameter gives one.
    fn make_key(&mut self, field: &'static str) {
        let key = idempotency::new_key(field);
        self.change(|request| {
            let (name, value) = key.clone()?;
            request.headers_mut().entry(name).or_insert(value);
            Ok(())
        });
    }

    fn query(&mut self, pairs: Result<String, RequestError>) {
        self.change(|request| {
            *request.uri_mut() = addition::with_pairs(request.uri(), pairs.as_ref().map_err(Clone::clone)?)?;
            Ok(())
        });
    }

    fn field(&mut self, name: &str, value: Result<Box<RawValue>, RequestError>) {
        let media = self.spec.media.unwrap_or("application/json");
        self.change(|request| {
            addition::set_member(request, media, name, value.as_ref().map_err(Clone::clone)?)
        });
    }

    fn base(&mut self, base: Result<BaseUrl, RequestError>) {
        let known = match (&self.base, self.spec.base) {
            (Some(base), _) => base.prefix().to_owned(),
            (None, Some(base)) => BaseUrl::parse(base).map_or(String::new(), |base| base.prefix().to_owned()),
            (None, None) => self.client.base_url().prefix().to_owned(),
        };
        self.change(|request| {
            let base = base.as_ref().map_err(Clone::clone)?;
            *request.uri_mut() = addition::with_base(request.uri(), &known, base)?;
            Ok(())
        });
        self.base = base.ok().map(Box::new);
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

    fn start(self) -> Started {
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
