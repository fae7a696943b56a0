//! A transport without a network, for tests: a function answers.

use std::time::Duration;

use bytes::Bytes;

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
/// Timeouts are kept where a tokio runtime is at hand, and otherwise are not. Where a call waits, that runtime must have
/// timers (`enable_time`): tokio panics without them, and cannot be asked.
pub struct MemoryTransport {
    answer: Box<Answering>,
}

type Answering = dyn Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync;

impl MemoryTransport {
    /// Answers each request with what `answer` makes of it.
    pub fn new<A>(answer: A) -> Self
    where
        A: Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
    {
        Self { answer: Box::new(move |request| Ok(answer(request).map(Body::from))) }
    }

    /// As [`new`](Self::new), for answers that fail or arrive bit by bit.
    pub fn fallible<A>(answer: A) -> Self
    where
        A: Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync + 'static,
    {
        Self { answer: Box::new(answer) }
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: http::Request<Body>) -> Answer {
        let answer = match request.body().as_bytes().cloned() {
            Some(bytes) => (self.answer)(request.map(|_| bytes)),
            None => Err(TransportError::unusable("a body that arrives bit by bit cannot be sent in memory")),
        };
        Box::pin(std::future::ready(answer))
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::tokio_sleep(duration)
    }
}
