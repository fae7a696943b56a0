//! Waiting for a call, and for what follows its answer, on a thread of one's own: one tokio runtime for the whole process, begun when first needed, so
//! that connections stay open from one call to the next.

use std::future::poll_fn;
use std::io::{self, BufRead, Read};
use std::pin::Pin;
use std::sync::OnceLock;

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::byte_stream::ByteStream;
use crate::error::StreamError;
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

/// What arrives, as an iterator for a thread without an async runtime: made by `blocking` on a [`ByteStream`],
/// [`Lines`](crate::Lines), or [`Events`](crate::Events).
///
/// Inside an async runtime, where waiting would stop other tasks, all that comes is one [`StreamError::Broken`] that says
/// so.
#[derive(Debug)]
pub struct Blocking<S> {
    stream: S,
    refused: bool,
}

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, refused: false }
    }

    /// What it iterates over.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }
}

impl<T, S: Stream<Item = Result<T, StreamError>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.refused {
            return None;
        }
        run(poll_fn(|context| Pin::new(&mut self.stream).poll_next(context))).unwrap_or_else(|error| {
            self.refused = true;
            Some(Err(StreamError::Broken(error.into())))
        })
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
