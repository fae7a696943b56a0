//! Waiting for a call, and for what follows its answer, on a thread of one's own: one tokio runtime for the whole
//! process, begun when first needed, so that connections stay open from one call to the next.

use std::future::poll_fn;
use std::io::{self, BufRead, Read};
use std::pin::Pin;
use std::sync::OnceLock;

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::byte_stream::ByteStream;
use crate::request::{RequestError, RequestFault};

static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();

/// Runs a future to its end.
///
/// # Errors
/// If this thread serves an async runtime, or none can be begun.
pub(crate) fn run<F: Future>(future: F) -> Result<F::Output, RequestError> {
    if Handle::try_current().is_ok() {
        let reason =
            "`blocking` was called inside an async runtime, where it would stop other tasks: use `.await`";
        return Err(RequestError::new(RequestFault::Blocking { reason }));
    }
    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread().worker_threads(1).thread_name("sigpost-blocking").enable_all().build()
    });
    match runtime {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(error) => {
            let reason = "no runtime for blocking calls could be begun";
            Err(RequestError::new(RequestFault::Blocking { reason }).caused_by(error.to_string()))
        }
    }
}

/// A stream as an iterator, for a thread without an async runtime: made by `blocking` on a [`ByteStream`],
/// [`Lines`](crate::Lines), [`Events`](crate::Events), [`Pages`](crate::Pages), or [`Items`](crate::Items).
///
/// Inside an async runtime, where waiting would stop other tasks, the first item is an error that says so, and there is no
/// other.
#[derive(Debug)]
#[must_use = "nothing is waited for until it is iterated over"]
pub struct Blocking<S> {
    stream: S,
    is_over: bool,
}

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, is_over: false }
    }

    /// What it iterates over.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// The stream, as far as it has come.
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<T, E: From<RequestError>, S: Stream<Item = Result<T, E>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = run(poll_fn(|context| Pin::new(&mut self.stream).poll_next(context)));
        self.is_over = !matches!(next, Ok(Some(_)));
        next.unwrap_or_else(|error| Some(Err(E::from(error))))
    }
}

/// A body to read on a thread without an async runtime: made by [`ByteStream::reader`].
#[derive(Debug)]
pub struct BlockingReader {
    chunks: Blocking<ByteStream>,
    /// What has come and was not read yet.
    rest: Bytes,
}

impl BlockingReader {
    pub(crate) fn new(stream: ByteStream) -> Self {
        Self { chunks: Blocking::new(stream), rest: Bytes::new() }
    }
}

impl BufRead for BlockingReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.rest.is_empty() {
            self.rest = self.chunks.next().transpose().map_err(io::Error::other)?.unwrap_or_default();
        }
        Ok(&self.rest)
    }

    fn consume(&mut self, count: usize) {
        self.rest.advance(count.min(self.rest.len()));
    }
}

impl Read for BlockingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
