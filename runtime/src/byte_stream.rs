//! A body as a stream of bytes: one that arrives, or one that is to be sent.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body as _, Frame, SizeHint};

use crate::error::StreamError;
use crate::request::Body;

/// Bytes as they arrive, or as they are to be sent; never in memory as a whole.
///
/// As a return type it is a download. The call is over when the head of the answer has come: the client's limit on
/// the size of answers is not for what follows, and neither is its time limit. What ends a download that stalls is
/// [`read_timeout`](crate::ClientBuilder::read_timeout), how long it may be silent. Dropping the stream closes or reuses
/// the connection, as the transport sees fit.
///
/// ```
/// use sigpost::{ByteStream, endpoint};
///
/// #[endpoint(GET "/files/<name>")]
/// pub async fn download(name: &str) -> ByteStream;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let transport = sigpost::transport::MemoryTransport::new(|_| http::Response::new("abc".into()));
/// # let client = sigpost::Client::builder("https://h.example").transport(transport).build()?;
/// let mut stream = client.send(download("a.txt")).await?;
/// while let Some(chunk) = stream.chunk().await? {
///     println!("{} bytes", chunk.len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is a [`Stream`] of [`Bytes`], too. With the feature `tokio`, `write_to` puts all of it into a file or any other
/// `AsyncWrite`, and [`on_progress`](Self::on_progress) tells how far it is.
///
/// # Going on after a break
///
/// What is missing can be asked for with `Range` (RFC 9110, section 14). `If-Range`, with the strong `ETag` of the first
/// answer, makes sure that it is a part of the same file: if that has changed, all of it comes, with 200.
///
/// ```
/// use sigpost::{ByteStream, FromResponse, endpoint, http};
///
/// #[derive(FromResponse)]
/// pub enum Received {
///     /// From the beginning, whatever was asked for.
///     #[status(200)]
///     Whole(http::Response<ByteStream>),
///     /// What was asked for: see `Content-Range`.
///     #[status(206)]
///     Part(http::Response<ByteStream>),
///     /// There is no more.
///     #[status(416)]
///     Complete,
/// }
///
/// #[endpoint(GET "/files/<name>")]
/// pub async fn download(
///     name: &str,
///     #[header] range: Option<String>,
///     #[header] if_range: Option<String>,
/// ) -> Received;
///
/// # use sigpost::Endpoint;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (have, etag) = (1024, "\"v1\"");
/// let rest = download("film").range(format!("bytes={have}-")).if_range(etag.into());
/// let request = rest.to_request("https://h.example")?;
/// assert_eq!(request.headers()["Range"], "bytes=1024-");
/// // `Part`: append to what is there. `Whole`: write over it from the beginning.
/// # Ok(())
/// # }
/// ```
pub struct ByteStream(Body);

impl ByteStream {
    /// The bytes of a stream. Its length is not known, unless [`with_length`](Self::with_length) says it.
    pub fn new<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self(Body::new(Chunks(Box::pin(stream))))
    }

    /// Says how many bytes there are in all, which is sent as `Content-Length`.
    #[must_use]
    pub fn with_length(self, length: u64) -> Self {
        Self(Body::new(WithLength { body: self.0, left: length }))
    }

    /// How many bytes are still to come, if that is known.
    pub fn length(&self) -> Option<u64> {
        self.0.size_hint().exact()
    }

    /// Calls `callback` whenever bytes have come or gone, with how many they are so far, and how many in all, if that
    /// is known.
    #[must_use]
    pub fn on_progress(self, callback: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        let all = self.length();
        Self(Body::new(Watched { body: self.0, so_far: 0, all, callback: Box::new(callback) }))
    }

    /// Iterates on a thread without an async runtime. See [`Blocking`](crate::Blocking).
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> crate::Blocking<Self> {
        crate::Blocking::new(self)
    }

    /// Reads on a thread without an async runtime.
    ///
    /// ```no_run
    /// # use sigpost::{ByteStream, endpoint};
    /// #[endpoint(GET "/film")]
    /// async fn film() -> ByteStream;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let client = sigpost::Client::builder("https://h.example").build()?;
    /// let mut film = client.send(film()).blocking()?.reader();
    /// std::io::copy(&mut film, &mut std::fs::File::create("film.mp4")?)?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "blocking")]
    pub fn reader(self) -> crate::BlockingReader {
        crate::BlockingReader::new(self)
    }

    /// The next bytes, at least one; `None` behind the last.
    ///
    /// # Errors
    /// [`StreamError::Broken`] if the connection breaks. What came before is no less right.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, StreamError> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// All bytes at once, up to `limit`.
    ///
    /// # Errors
    /// [`StreamError::TooLarge`] if there are more than `limit`; as [`chunk`](Self::chunk).
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit - all.len() {
                return Err(StreamError::TooLarge { limit, number: None });
            }
            if all.is_empty() && self.0.is_end_stream() {
                return Ok(chunk);
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    /// Writes all bytes into `writer`, as they come, and flushes it. Gives their number.
    ///
    /// ```no_run
    /// # async fn save(stream: sigpost::ByteStream) -> Result<(), Box<dyn std::error::Error>> {
    /// # mod tokio { pub mod fs { pub struct File; impl File {
    /// #     pub async fn create(_: &str) -> std::io::Result<Vec<u8>> { Ok(Vec::new()) } } } }
    /// let mut file = tokio::fs::File::create("film.mp4").await?;
    /// let stream = stream.on_progress(|so_far, all| match all {
    ///     Some(all) => println!("{so_far} of {all} bytes"),
    ///     None => println!("{so_far} bytes"),
    /// });
    /// stream.write_to(&mut file).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`StreamError::Write`] if it cannot be written; as [`chunk`](Self::chunk).
    #[cfg(feature = "tokio")]
    pub async fn write_to<W>(mut self, writer: &mut W) -> Result<u64, StreamError>
    where
        W: tokio::io::AsyncWrite + Unpin + ?Sized,
    {
        let mut written = 0_u64;
        while let Some(mut chunk) = self.chunk().await? {
            while !chunk.is_empty() {
                let count = poll_fn(|context| Pin::new(&mut *writer).poll_write(context, &chunk));
                let count = count.await.map_err(StreamError::Write)?.min(chunk.len());
                if count == 0 {
                    return Err(StreamError::Write(std::io::ErrorKind::WriteZero.into()));
                }
                bytes::Buf::advance(&mut chunk, count);
                written = written.saturating_add(count as u64);
            }
        }
        poll_fn(|context| Pin::new(&mut *writer).poll_flush(context)).await.map_err(StreamError::Write)?;
        Ok(written)
    }
}

impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        Self(body)
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self(bytes.into())
    }
}

impl From<ByteStream> for Body {
    fn from(stream: ByteStream) -> Self {
        stream.0
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let end = match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                // Trailers are not data, and carry nothing that is asked for.
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                    _ => continue,
                },
                Some(Err(error)) => Some(Err(StreamError::Broken(error))),
                None => None,
            };
            // Nothing comes after the end, whatever the body would say then.
            self.0 = Body::empty();
            return Poll::Ready(end);
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// A stream as a body.
struct Chunks<S>(Pin<Box<S>>);

impl<S, E> http_body::Body for Chunks<S>
where
    S: Stream<Item = Result<Bytes, E>>,
{
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        self.0.as_mut().poll_next(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}

type BodyFrame = Option<Result<Frame<Bytes>, Box<dyn StdError + Send + Sync>>>;

/// A body whose length is known from elsewhere.
struct WithLength {
    body: Body,
    left: u64,
}

impl http_body::Body for WithLength {
    type Data = Bytes;
    type Error = Box<dyn StdError + Send + Sync>;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<BodyFrame> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            self.left = self.left.saturating_sub(data.len() as u64);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// A body that tells how far it is.
struct Watched {
    body: Body,
    so_far: u64,
    all: Option<u64>,
    callback: Box<dyn FnMut(u64, Option<u64>) + Send>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = Box<dyn StdError + Send + Sync>;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<BodyFrame> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            let Self { so_far, all, callback, .. } = &mut *self;
            *so_far = so_far.saturating_add(data.len() as u64);
            callback(*so_far, *all);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(any(fuzzing, test))]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
