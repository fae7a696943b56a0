//! The default transport in a browser: reqwest over `fetch`, which does much by itself that other transports leave to the
//! client.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;
use http_body_util::BodyExt as _;
use reqwest::Url;
use send_wrapper::SendWrapper;

use super::{Answer, Sleep, Transport, TransportError};
use crate::request::Body;

/// Sends requests with [`reqwest`], which in a browser is `fetch`.
///
/// Much is the browser's there: it follows redirects by itself, has limits of its own on the time to connect, says of the
/// sender what it wants, and asks the server whether a page of another origin may call it (CORS). A body that is a stream
/// is read to its end before it is sent. Dropping a call ends its `fetch`.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with the browser's settings.
    ///
    /// # Errors
    /// None, in a browser.
    pub fn new() -> Result<Self, TransportError> {
        Ok(Self::with_client(reqwest::Client::new()))
    }

    /// A transport over a client of one's own.
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Answer {
        // What belongs to a page stays on its thread.
        Box::pin(SendWrapper::new(fetch(self.client.clone(), request)))
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::usual_sleep(duration)
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

async fn fetch(
    client: reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let (head, body) = request.into_parts();
    let body = match body.as_bytes() {
        Some(bytes) => bytes.clone(),
        None => body.collect().await.map_err(TransportError::broken)?.to_bytes(),
    };
    let url = Url::parse(&head.uri.to_string()).map_err(TransportError::connect)?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    if !body.is_empty() {
        *request.body_mut() = Some(body.into());
    }
    let mut response = client.execute(request).await.map_err(transport_error)?;
    let mut answer = http::Response::new(());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    let chunks = Box::pin(response.bytes_stream());
    Ok(answer.map(|()| Body::new(ResponseBody(SendWrapper::new(chunks)))))
}

/// The body of a response. Its length is not known: what the server says of it is that before decompression.
struct ResponseBody<S>(SendWrapper<Pin<Box<S>>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> http_body::Body for ResponseBody<S> {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        let chunk = self.0.as_mut().poll_next(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data).map_err(reqwest::Error::without_url)))
    }
}

/// Without the address, whose query may carry a key. A browser does not say how far a request got.
fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_builder() { TransportError::unprocessed(error) } else { TransportError::broken(error) }
}
