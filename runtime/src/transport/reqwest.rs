//! The default transport: a reqwest client with a connection pool, TLS by rustls, HTTP/1.1 and HTTP/2.

use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use reqwest::redirect;

use super::{Answer, Sleep, Transport, TransportError};
use crate::request::Body;

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends requests with [`reqwest`], on the tokio runtime that the call is awaited on.
///
/// That runtime must have I/O and timers (`enable_all`); tokio panics at their first use otherwise, and cannot be asked.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with safe settings: ten seconds to connect, no redirects followed.
    ///
    /// # Errors
    /// If the TLS backend cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(redirect::Policy::none())
            .build()
            .map(Self)
            .map_err(TransportError::connect)
    }

    /// A transport over a client of one's own: proxies, certificates, pool sizes.
    ///
    /// Give it `redirect::Policy::none()`, or a server can lead requests to other addresses than the endpoint's.
    pub fn with_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Answer {
        // reqwest panics without a runtime, at the first use of its timers or sockets.
        if tokio::runtime::Handle::try_current().is_err() {
            let reason = "there is no tokio runtime here: await the call on one, or use `blocking`";
            return Box::pin(std::future::ready(Err(TransportError::unusable(reason))));
        }
        let request = reqwest::Request::try_from(request.map(into_reqwest_body));
        let client = self.0.clone();
        Box::pin(async move {
            let request = request.map_err(transport_error)?;
            let response = client.execute(request).await.map_err(transport_error)?;
            Ok(http::Response::from(response).map(Body::new))
        })
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::tokio_sleep(duration)
    }
}

fn into_reqwest_body(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap(Shareable(Mutex::new(body))),
    }
}

/// reqwest asks for bodies that are `Sync`; one that is only ever polled through `&mut` is, behind a lock never taken.
struct Shareable(Mutex<Body>);

impl http_body::Body for Shareable {
    type Data = bytes::Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        match self.0.get_mut() {
            Ok(body) => Pin::new(body).poll_frame(context),
            Err(poisoned) => Pin::new(poisoned.into_inner()).poll_frame(context),
        }
    }
}

/// Without the address, whose query may carry a key.
fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match (error.is_connect() || error.is_builder(), error.is_timeout()) {
        (true, true) => TransportError::connect_timeout(error),
        (true, false) => TransportError::connect(error),
        (false, _) => TransportError::broken(error),
    }
}
