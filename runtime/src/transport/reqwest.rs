//! The default transport: a reqwest client with a connection pool, TLS by rustls, HTTP/1.1 and HTTP/2.

use std::pin::Pin;
use std::str::FromStr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::{Authority, Scheme};
use reqwest::{Url, redirect, retry};

use super::{Answer, CONNECT_TIMEOUT, Sleep, Transport, TransportError};
use crate::request::Body;

/// Sends requests with [`reqwest`], on the tokio runtime that the call is awaited on.
///
/// That runtime must have I/O and timers (`enable_all`); tokio panics at their first use otherwise, and cannot be asked.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// The server that was called first, which most often is the only one.
    origin: Arc<OnceLock<Origin>>,
}

impl ReqwestTransport {
    /// A transport with safe settings: ten seconds to connect, no redirects followed, nothing sent twice.
    ///
    /// # Errors
    /// If the TLS backend cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::connecting_within(CONNECT_TIMEOUT)
    }

    /// As [`new`](Self::new), with another limit on the time to connect.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn connecting_within(limit: Duration) -> Result<Self, TransportError> {
        reqwest::Client::builder()
            .connect_timeout(limit)
            .redirect(redirect::Policy::none())
            // The client sends again what a server did not process; so reqwest need not keep a copy of each request.
            .retry(retry::never().max_retries_per_request(0))
            .build()
            .map(Self::with_client)
            .map_err(TransportError::connect)
    }

    /// A transport over a client of one's own: proxies, certificates, pool sizes.
    ///
    /// Give it `redirect::Policy::none()`, or a server can lead requests to other addresses than the endpoint's.
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client, origin: Arc::default() }
    }
}

impl ReqwestTransport {
    fn request(&self, request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let url = Origin::url(&self.origin, &head.uri).map_err(TransportError::connect)?;
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.version_mut() = head.version;
        *request.body_mut() = Some(into_reqwest_body(body));
        Ok(request)
    }
}

/// A server, with its address as reqwest takes it.
///
/// To parse the whole of an address for each request costs 9,000 instructions, to put path and query to a parsed one
/// 4,000, and 1,600 where the path is that of the first request, as with one endpoint that is called again and again.
#[derive(Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    /// With the path of the first request: a copy has room for others of this length.
    url: Url,
}

impl Origin {
    fn url(known: &OnceLock<Self>, uri: &Uri) -> Result<Url, <Url as FromStr>::Err> {
        match known.get() {
            Some(origin) if origin.is_of(uri) => {
                let mut url = origin.url.clone();
                if url.path() != uri.path() {
                    url.set_path(uri.path());
                }
                if let query @ Some(_) = uri.query() {
                    url.set_query(query);
                }
                Ok(url)
            }
            _ => {
                let url = Url::parse(&uri.to_string())?;
                if let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) {
                    let mut url = url.clone();
                    url.set_query(None);
                    known.get_or_init(|| Self { scheme: scheme.clone(), authority: authority.clone(), url });
                }
                Ok(url)
            }
        }
    }

    /// To the letter, as a user and a password count where hosts that differ in case are the same.
    fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme)
            && uri.authority().is_some_and(|other| other.as_str() == self.authority.as_str())
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Answer {
        // reqwest panics without a runtime, at the first use of its timers or sockets.
        if tokio::runtime::Handle::try_current().is_err() {
            let reason = "there is no tokio runtime here: await the call on one, or use `blocking`";
            return Box::pin(std::future::ready(Err(TransportError::unusable(reason))));
        }
        let request = match self.request(request) {
            Ok(request) => request,
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        };
        let answer = self.client.execute(request);
        Box::pin(async move {
            let mut response = answer.await.map_err(transport_error)?;
            let mut answer = http::Response::new(());
            *answer.status_mut() = response.status();
            *answer.version_mut() = response.version();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            *answer.extensions_mut() = std::mem::take(response.extensions_mut());
            Ok(answer.map(|()| Body::new(ResponseBody(response))))
        })
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::usual_sleep(duration)
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

fn into_reqwest_body(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => bytes.into(),
        Err(body) => reqwest::Body::wrap(Shareable(Mutex::new(body))),
    }
}

/// reqwest asks for bodies that are `Sync`; one that is only ever polled through `&mut` is, behind a lock that nobody
/// waits for.
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

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// The body of a response, without the box and the layer that `http::Response::from` puts around it.
struct ResponseBody(reqwest::Response);

impl http_body::Body for ResponseBody {
    type Data = bytes::Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, reqwest::Error>>> {
        // Between two polls nothing is lost with the future: it keeps nothing but its borrow.
        let chunk = std::pin::pin!(self.0.chunk()).poll(context);
        chunk.map(|chunk| chunk.transpose().map(|data| data.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.0.content_length().map(http_body::SizeHint::with_exact).unwrap_or_default()
    }
}

/// Without the address, whose query may carry a key.
fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    #[cfg(feature = "http2")]
    if super::unprocessed::is_unprocessed(&error) {
        return TransportError::unprocessed(error);
    }
    #[cfg(feature = "http2")]
    if super::unprocessed::is_failed_body(&error) {
        return TransportError::failed_body(error);
    }
    match (error.is_connect() || error.is_builder(), error.is_timeout()) {
        (true, true) => TransportError::connect_timeout(error),
        (true, false) => TransportError::connect(error),
        (false, _) => TransportError::broken(error),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn users_of_a_known_server_are_told_apart() {
        let known = OnceLock::new();
        for address in ["http://User:Secret@h.example/", "http://user:secret@h.example/"] {
            assert_eq!(Origin::url(&known, &Uri::from_static(address)).unwrap().as_str(), address);
        }
    }

    proptest! {
        /// An address that is put together is the one that is parsed as a whole.
        #[test]
        fn addresses_of_a_known_server_are_those_that_are_parsed(
            origin in "https?://(h\\.example|H\\.Example:443|127\\.0\\.0\\.1:8080|\\[::1\\])",
            other in "https?://(h\\.example|i\\.example)",
            path in "(/[a-z0-9._~!$&'()*+,;=:@%-]{0,6}){0,4}",
            query in "(\\?[a-z0-9._~!$&'()*+,;=:@/?%-]{0,12})?",
        ) {
            let known = OnceLock::new();
            for address in [format!("{origin}/first?x=1"), format!("{origin}{path}{query}"), format!("{other}{path}{query}")] {
                let Ok(uri) = address.parse::<Uri>() else { continue };
                let expected = Url::parse(&uri.to_string()).unwrap();
                prop_assert_eq!(Origin::url(&known, &uri).unwrap(), expected);
            }
        }
    }
}
