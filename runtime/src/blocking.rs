//! Waiting for a call, and for what follows its answer, on a thread of one's own: one tokio runtime for the whole
//! process, begun when first needed, so that connections stay open from one call to the next.

use std::future::poll_fn;
use std::io::{self, BufRead, Read};
use std::pin::Pin;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::{sync::OnceLock, thread};

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use tokio::runtime::{Builder, Handle};

use crate::byte_stream::ByteStream;
use crate::request::{RequestError, RequestFault};

/// Runs a future to its end.
///
/// # Errors
/// If this thread serves an async runtime, or none can be begun.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn run<F: Future>(future: F) -> Result<F::Output, RequestError> {
    static RUNTIME: OnceLock<io::Result<Handle>> = OnceLock::new();

    if Handle::try_current().is_ok() {
        let reason = "`blocking` was called inside an async runtime, where it would stop other tasks: use `.await`, or a \
                      thread of `std::thread`; in `spawn_blocking`, `Handle::current().block_on(call.into_future())`";
        return Err(RequestError::new(RequestFault::Blocking { reason }));
    }
    match RUNTIME.get_or_init(begin) {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(error) => {
            let reason = "no runtime for blocking calls could be begun";
            Err(RequestError::new(RequestFault::Blocking { reason }).caused_by(error.to_string()))
        }
    }
}

/// Begins a runtime on a thread of its own, which serves connections and timers while others wait for their calls.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn begin() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let serve = move || runtime.block_on(std::future::pending::<()>());
    thread::Builder::new().name("sigpost-blocking".into()).spawn(serve)?;
    Ok(handle)
}

/// A browser has no thread that could wait.
///
/// # Errors
/// Always.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) fn run<F: Future>(_: F) -> Result<F::Output, RequestError> {
    let reason = "`blocking` was called in a browser, where nothing can wait: use `.await`";
    Err(RequestError::new(RequestFault::Blocking { reason }))
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
