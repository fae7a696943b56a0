//! Newline-delimited JSON, a line at a time, as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::response::Parts;
use serde::de::DeserializeOwned;

use super::decode::{FromResponse, Streamed, arriving, kind};
use super::decode_error::DecodeError;
use super::json;
use super::line_reader::{Line, LineEnds, LineReader};
use super::plain::Text;
use crate::byte_stream::ByteStream;
use crate::error::StreamError;
use crate::request::Body;

/// Newline-delimited JSON (`application/x-ndjson`, JSON Lines), a value at a time, as it arrives. `Lines<Text>` gives the
/// lines as they are.
///
/// ```
/// use serde::Deserialize;
/// use sigpost::{Lines, endpoint};
///
/// #[derive(Debug, Deserialize)]
/// pub struct Change {
///     pub id: u64,
/// }
///
/// #[endpoint(GET "/changes")]
/// pub async fn watch_changes() -> Lines<Change>;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let transport = sigpost::transport::MemoryTransport::new(|_| http::Response::new("{\"id\": 1}\n".into()));
/// # let client = sigpost::Client::builder("https://h.example").transport(transport).build()?;
/// let mut changes = client.send(watch_changes()).await?;
/// while let Some(change) = changes.next().await {
///     println!("{}", change?.id);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Lines end with LF or CRLF, the last one may have no end, and blank ones are passed over. One that is too long, or is no
/// `T`, is an error with its number, from 1 and with the blank ones counted, and the next can be read all the same; after [`StreamError::Broken`] there is no
/// next. As with a [`ByteStream`], the limits of the client end with the head of the answer.
pub struct Lines<T> {
    reader: LineReader,
    number: u64,
    read: fn(&[u8]) -> Result<T, DecodeError>,
}

impl<T: DeserializeOwned> Lines<T> {
    /// The lines of a stream.
    pub fn new(stream: ByteStream) -> Self {
        Self::with(stream, json::decode_body)
    }
}

impl Lines<Text> {
    /// The lines of a stream, as they are; blank ones are passed over.
    pub fn of_text(stream: ByteStream) -> Self {
        Self::with(stream, Text::read)
    }
}

impl<T> Lines<T> {
    fn with(stream: ByteStream, read: fn(&[u8]) -> Result<T, DecodeError>) -> Self {
        Self { reader: LineReader::new(stream, LineEnds::Lf), number: 0, read }
    }

    /// How long a line may be, in bytes; 16 MiB if nothing is said.
    #[must_use]
    pub fn line_limit(mut self, bytes: usize) -> Self {
        self.reader.limit = bytes;
        self
    }

    /// The value of the next line; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Iterates on a thread without an async runtime. See [`Blocking`](crate::Blocking).
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> crate::Blocking<Self> {
        crate::Blocking::new(self)
    }
}

impl<T> Stream for Lines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, number, read } = self.get_mut();
        let Some(line) = ready!(poll_filled(reader, number, context)) else { return Poll::Ready(None) };
        let line = match line {
            Ok(line) => line,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        let value = read(&line);
        Poll::Ready(Some(value.map_err(|error| {
            StreamError::unreadable(*number, None, String::from_utf8_lossy(&line).into_owned(), error)
        })))
    }
}

/// The next line that is not blank.
fn poll_filled(
    reader: &mut LineReader,
    number: &mut u64,
    context: &mut Context<'_>,
) -> Poll<Option<Result<bytes::Bytes, StreamError>>> {
    loop {
        let Some(line) = ready!(reader.poll_line(context)) else { return Poll::Ready(None) };
        match line {
            Err(error) => return Poll::Ready(Some(Err(error))),
            Ok(line) => {
                *number += 1;
                match line {
                    Line::TooLong => {
                        let error = StreamError::TooLarge { limit: reader.limit, number: Some(*number) };
                        return Poll::Ready(Some(Err(error)));
                    }
                    Line::Whole(line) if line.trim_ascii().is_empty() => {}
                    Line::Whole(line) => return Poll::Ready(Some(Ok(line))),
                }
            }
        }
    }
}

const ACCEPT: &str = "application/x-ndjson, application/jsonl, application/json;q=0.9, */*;q=0.8";

impl<T: DeserializeOwned> FromResponse<kind::Json> for Lines<T> {
    const ACCEPT: &'static str = ACCEPT;
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        Ok(Self::new(arriving(body)))
    }
}

impl FromResponse<kind::Plain> for Lines<Text> {
    const ACCEPT: &'static str = "text/plain, */*;q=0.8";
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        Ok(Self::of_text(arriving(body)))
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("number", &self.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
