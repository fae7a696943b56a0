//! Bodies that are sent as they come, without being in memory whole: where their bytes come from, and the reading of
//! them when a transport asks.

use std::error::Error as StdError;
use std::fmt;
use std::iter::successors;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame};
use http_body_util::{BodyExt as _, Full};

use super::body::{BoxBody, BoxError};
use super::body_param::EncodeError;

/// A body that is sent as its bytes come, and never is in memory whole.
///
/// A request with it can be shown, compared, and cloned without a byte being taken: the source is opened when a
/// transport reads. One from [`from_fn`](Self::from_fn) or `from_path` is opened anew each time the request is sent; one
/// from [`new`](Self::new) or [`from_body`](Self::from_body) can be sent once, and the second time gives a
/// [`RequestError`](crate::RequestError). Bytes at hand can be one as well: a parameter `impl Into<StreamBody>` takes a
/// stream, a `Vec<u8>`, a text, and the like.
///
/// Where its length is known, it is sent as `Content-Length`, otherwise the body is chunked (RFC 9112, section 7.1). A
/// stream that gives another number of bytes than it promises breaks the request off, as one that fails does: see
/// [`TransportError::is_body`](crate::transport::TransportError::is_body). The last bytes of one whose length is known wait
/// for its end.
///
/// ```
/// use sigpost::{StreamBody, endpoint};
///
/// #[endpoint(PUT "/files/<name>")]
/// async fn put_file(name: &str, #[body] content: StreamBody, #[header] content_type: Option<&str>);
///
/// # #[derive(Clone)] struct Lines;
/// # impl futures_core::Stream for Lines {
/// #     type Item = Result<bytes::Bytes, std::io::Error>;
/// #     fn poll_next(
/// #         self: std::pin::Pin<&mut Self>,
/// #         _: &mut std::task::Context<'_>,
/// #     ) -> std::task::Poll<Option<Self::Item>> { std::task::Poll::Ready(None) }
/// # }
/// # let lines = Lines;
/// // Any stream of bytes, here one that can be made anew for each try.
/// let content = StreamBody::from_fn(move || lines.clone());
/// let request = put_file("a.csv", content).content_type("text/csv");
/// # assert_eq!(format!("{request:?}"), r#"put_file: PUT /files/a.csv, content-type: "text/csv", <stream>"#);
/// ```
#[derive(Clone)]
pub struct StreamBody {
    source: Arc<Source>,
    length: Option<u64>,
}

enum Source {
    Once(Mutex<Option<BoxBody>>),
    Reopened(Box<dyn Fn() -> BoxBody + Send + Sync>),
}

impl StreamBody {
    /// The bytes of a stream, which can be sent once.
    pub fn new<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::of(Source::Once(Mutex::new(Some(chunks(stream)))), None)
    }

    /// The bytes of another body, which can be sent once. Trailers are left out.
    pub fn from_body<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let length = body.size_hint().exact();
        Self::of(Source::Once(Mutex::new(Some(body.map_err(Into::into).boxed_unsync()))), length)
    }

    /// The bytes of the stream that `open` gives, which is called each time the body is sent.
    pub fn from_fn<F, S, E>(open: F) -> Self
    where
        F: Fn() -> S + Send + Sync + 'static,
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::of(Source::Reopened(Box::new(move || chunks(open()))), None)
    }

    /// The content of a file, which is opened each time the body is sent, and sent by a tokio runtime.
    ///
    /// Its length is that of the file now.
    ///
    /// # Errors
    /// If there is no such file, or its length cannot be had.
    #[cfg(feature = "fs")]
    pub fn from_path(path: impl Into<std::path::PathBuf>) -> std::io::Result<Self> {
        let path = path.into();
        let metadata = std::fs::metadata(&path)?;
        let length = match metadata.len() {
            // Of a pipe or device the length says nothing.
            _ if !metadata.is_file() => None,
            // Nor does it of the files in which a kernel tells of itself.
            0 if std::io::Read::read(&mut std::fs::File::open(&path)?, &mut [0])? > 0 => None,
            length => Some(length),
        };
        let open = move || BoxBody::new(super::file::FileBody::new(path.clone()));
        Ok(Self::of(Source::Reopened(Box::new(open)), length))
    }

    /// Says how long it is, in bytes.
    #[must_use]
    pub fn with_length(self, bytes: u64) -> Self {
        Self { length: Some(bytes), ..self }
    }

    fn of_bytes(content: Bytes) -> Self {
        let length = content.len() as u64;
        let open = move || Full::new(content.clone()).map_err(|never| match never {}).boxed_unsync();
        Self::of(Source::Reopened(Box::new(open)), Some(length))
    }

    fn of(source: Source, length: Option<u64>) -> Self {
        Self { source: Arc::new(source), length }
    }

    /// How long it is, in bytes, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Refuses a stream that was sent already.
    pub(super) fn check(&self) -> Result<(), EncodeError> {
        match &*self.source {
            Source::Once(body) if body.lock().unwrap_or_else(PoisonError::into_inner).is_none() => {
                Err(EncodeError::new(ALREADY_SENT))
            }
            _ => Ok(()),
        }
    }

    fn is_reopened(&self) -> bool {
        matches!(&*self.source, Source::Reopened(_))
    }

    fn open(&self) -> Result<BoxBody, BoxError> {
        match &*self.source {
            Source::Once(body) => {
                body.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(|| ALREADY_SENT.into())
            }
            Source::Reopened(open) => Ok(open()),
        }
    }
}

/// A parameter `impl Into<sigpost::StreamBody>` takes all of these, which can be sent as often as needed.
macro_rules! stream_of {
    ($($type:ty),*) => {
        $(impl From<$type> for StreamBody {
            fn from(content: $type) -> Self {
                Self::of_bytes(content.into())
            }
        })*
    };
}

stream_of!(Bytes, Vec<u8>, String);

/// A copy of the bytes.
impl From<&[u8]> for StreamBody {
    fn from(content: &[u8]) -> Self {
        Self::of_bytes(Bytes::copy_from_slice(content))
    }
}

/// A copy of the bytes.
impl<const N: usize> From<&[u8; N]> for StreamBody {
    fn from(content: &[u8; N]) -> Self {
        Self::from(content.as_slice())
    }
}

/// A copy of the text.
impl From<&str> for StreamBody {
    fn from(content: &str) -> Self {
        Self::from(content.as_bytes())
    }
}

const ALREADY_SENT: &str = "this stream was sent already, and can be sent only once: `StreamBody::from_fn` makes one that can be sent again";

/// Two are equal if they come from one source.
impl PartialEq for StreamBody {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.length == other.length
    }
}

impl fmt::Debug for StreamBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamBody").field("length", &self.length).finish_non_exhaustive()
    }
}

/// Shows how long it is.
impl fmt::Display for StreamBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "<stream of {length} bytes>"),
            None => f.write_str("<stream>"),
        }
    }
}

/// A source that is being read: opened at the first read, and held to its length.
pub(super) struct Reading {
    source: StreamBody,
    body: Option<BoxBody>,
    received: u64,
    /// What makes it as long as it promises, until it is known that nothing follows: a transport that has all that was
    /// promised reads no more.
    last: Option<Bytes>,
    ended: bool,
}

impl Reading {
    pub(super) fn new(source: StreamBody) -> Self {
        Self { source, body: None, received: 0, last: None, ended: false }
    }

    pub(super) fn source(&self) -> &StreamBody {
        &self.source
    }

    pub(super) fn again(&self) -> Option<Self> {
        self.source.is_reopened().then(|| Self::new(self.source.clone()))
    }

    /// How many bytes are still to come, where that is known.
    pub(super) fn remaining(&self) -> Option<u64> {
        let given = self.received - self.last.as_ref().map_or(0, |last| last.len() as u64);
        self.source.length.map(|length| length.saturating_sub(given))
    }

    pub(super) fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let result = ready!(self.poll_next(context)).transpose().map_err(StreamFault);
        self.ended |= !matches!(result, Ok(Some(_)));
        Poll::Ready(result.map_err(Into::into).transpose())
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let body = match &mut self.body {
            Some(body) => body,
            none => match self.source.open() {
                Ok(body) => none.insert(body),
                Err(error) => return Poll::Ready(Some(Err(error))),
            },
        };
        loop {
            match ready!(Pin::new(&mut *body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    // What is no data is a trailer, for which there is no place.
                    let Ok(data) = frame.into_data() else { continue };
                    if data.is_empty() {
                        continue;
                    }
                    self.received = self.received.saturating_add(data.len() as u64);
                    match self.source.length {
                        Some(length) if self.received > length => {
                            return Poll::Ready(Some(Err(TOO_LONG.into())));
                        }
                        Some(length) if self.received == length => self.last = Some(data),
                        _ => return Poll::Ready(Some(Ok(data))),
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None if self.source.length.is_some_and(|length| self.received < length) => {
                    return Poll::Ready(Some(Err(TOO_SHORT.into())));
                }
                None => {
                    self.ended = true;
                    return Poll::Ready(self.last.take().map(Ok));
                }
            }
        }
    }
}

/// Marks what a stream itself fails with, to be told from what goes wrong with the connection. Transports have it somewhere
/// among the causes of their errors.
#[derive(Debug)]
struct StreamFault(BoxError);

impl fmt::Display for StreamFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl StdError for StreamFault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

/// What a stream that was sent failed with, if that is why there is this error.
pub(crate) fn stream_fault<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    let mut causes = successors(Some(error), |&cause| cause.source());
    causes.find_map(|cause| cause.downcast_ref::<StreamFault>()).map(|fault| &*fault.0 as _)
}

const TOO_LONG: &str = "the stream gave more bytes than it promised";
const TOO_SHORT: &str = "the stream ended before it had given as many bytes as it promised";

/// A stream as a body.
struct Chunks<S>(Pin<Box<S>>);

fn chunks<S, E>(stream: S) -> BoxBody
where
    S: Stream<Item = Result<Bytes, E>> + Send + 'static,
    E: Into<BoxError>,
{
    Chunks(Box::pin(stream)).boxed_unsync()
}

impl<S, E> http_body::Body for Chunks<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.get_mut().0.as_mut().poll_next(context).map_ok(Frame::data).map_err(Into::into)
    }
}
