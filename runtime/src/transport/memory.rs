//! A transport without a network, for tests: a function answers.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;

use super::{Answer, Sleep, Transport, TransportError};
use crate::request::Body;

/// Answers requests with a function, in memory.
///
/// ```
/// # use sigpost::{Client, transport::MemoryTransport};
/// let transport = MemoryTransport::new(|request| {
///     assert_eq!(request.uri().path(), "/v1/users/7");
///     http::Response::builder().status(204).body(bytes::Bytes::new()).expect("a plain response")
/// });
/// let client = Client::builder("https://api.example.com/v1").transport(transport).build()?;
/// # Ok::<(), sigpost::RequestError>(())
/// ```
///
/// Timeouts are kept, and calls tried again, where a tokio runtime is at hand, as `blocking` has one. They are not where a
/// future is polled by hand, outside any. Where a call waits, the runtime must have timers (`enable_time`): tokio panics
/// without them, and cannot be asked.
pub struct MemoryTransport {
    answer: Arc<Answering>,
    is_fallible: bool,
}

type Answering = dyn Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync;

impl MemoryTransport {
    /// Answers each request with what `answer` makes of it.
    pub fn new<A>(answer: A) -> Self
    where
        A: Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
    {
        Self { answer: Arc::new(move |request| Ok(answer(request).map(Body::from))), is_fallible: false }
    }

    /// As [`new`](Self::new), for answers that fail or arrive bit by bit.
    pub fn fallible<A>(answer: A) -> Self
    where
        A: Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync + 'static,
    {
        Self { answer: Arc::new(answer), is_fallible: true }
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: http::Request<Body>) -> Answer {
        let (head, body) = request.into_parts();
        match body.into_bytes() {
            Ok(bytes) => Box::pin(std::future::ready((self.answer)(http::Request::from_parts(head, bytes)))),
            Err(body) => {
                let answer = Arc::clone(&self.answer);
                Box::pin(async move {
                    let body = body.collect().await.map_err(TransportError::broken)?;
                    answer(http::Request::from_parts(head, body.to_bytes()))
                })
            }
        }
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::usual_sleep(duration)
    }

    fn has_clock(&self) -> bool {
        super::has_usual_clock()
    }

    fn can_fail_unsent(&self) -> bool {
        self.is_fallible
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}
