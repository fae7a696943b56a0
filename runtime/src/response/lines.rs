//! Newline-delimited JSON, a line at a time, as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::response::Parts;
use serde::de::DeserializeOwned;

use super::decode::{DecodeError, FromResponse, Streamed, kind};
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
/// `T`, is an error with its number, and the next can be read all the same; after [`StreamError::Broken`] there is no
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
            StreamError::unreadable(*number, String::from_utf8_lossy(&line).into_owned(), error)
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
        Ok(Self::new(std::mem::take(body).into()))
    }
}

impl FromResponse<kind::Plain> for Lines<Text> {
    const ACCEPT: &'static str = "text/plain, */*;q=0.8";
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        Ok(Self::of_text(std::mem::take(body).into()))
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("number", &self.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::byte_stream::testing::{all, cut, stream_of};

    fn lines<T: DeserializeOwned>(text: &str) -> Vec<Result<T, StreamError>> {
        all(&mut Lines::new(stream_of([text], None)))
    }

    #[test]
    fn every_end_of_a_line() {
        let text = "\u{feff}{\"a\":1}\r\n\n \t\r\n[2,\r3]\n\"x\"";
        let values: Vec<Value> = lines(text).into_iter().map(Result::unwrap).collect();
        assert_eq!(values, [serde_json::json!({"a": 1}), serde_json::json!([2, 3]), "x".into()]);
        assert!(lines::<Value>("").is_empty());
        assert!(lines::<Value>("\n\n").is_empty());
    }

    #[test]
    fn a_wrong_line_is_an_error_and_the_next_is_read() {
        #[derive(Debug, serde::Deserialize)]
        struct Item {
            id: u8,
        }
        let mut items = lines::<Item>("{\"id\":1}\n\n{\"id\":\"é\"}\n{\n{\"id\":2}\n").into_iter();
        assert_eq!(items.next().unwrap().unwrap().id, 1);
        let error = items.next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "item 3 of the stream could not be read, at `id`");
        let StreamError::Unreadable(item) = &error else { panic!("{error:?}") };
        assert_eq!((item.number(), item.json_path(), item.text()), (3, Some("id"), "{\"id\":\"é\"}"));
        assert_eq!(
            std::error::Error::source(&error).unwrap().to_string(),
            "invalid type: string \"é\", expected u8 at line 1 column 10"
        );
        assert_eq!(items.next().unwrap().unwrap_err().number(), Some(4));
        assert_eq!(items.next().unwrap().unwrap().id, 2);
        assert!(items.next().is_none());
    }

    #[test]
    fn a_long_line_is_an_error_and_the_next_is_read() {
        for chunks in [vec!["123", "45", "6\n7\n12345\n123456"], vec!["123456\n7\n12345\n123456"]] {
            let items = all(&mut Lines::<u64>::new(stream_of(chunks, None)).line_limit(5));
            let [Err(first), Ok(7), Ok(12345), Err(last)] = &items[..] else { panic!("{items:?}") };
            assert_eq!((first.number(), last.number()), (Some(1), Some(4)));
            assert_eq!(first.to_string(), "item 1 of the stream is larger than the limit of 5 bytes");
        }
    }

    #[test]
    fn a_break_is_the_end() {
        let items = all(&mut Lines::<u64>::new(stream_of(["1\n", "2"], Some("reset"))));
        let [Ok(1), Err(StreamError::Broken(cause))] = &items[..] else { panic!("{items:?}") };
        assert_eq!(cause.to_string(), "reset");
    }

    #[test]
    fn lines_as_they_are() {
        let items = all(&mut Lines::of_text(stream_of(["a b\r\n", "\nc"], None)));
        assert_eq!(items.into_iter().map(|line| line.unwrap().0).collect::<Vec<_>>(), ["a b", "c"]);
    }

    proptest! {
        /// However the body is cut, the lines are the same.
        #[test]
        fn cuts_do_not_matter(
            text in r#"\u{feff}?([ \r\n]{0,3}(\{"a":1\}|2|"é"|\[|\xff|)){0,8}"#,
            places in prop::collection::vec(any::<usize>(), 0..8),
            limit in 0_usize..12,
        ) {
            let read = |chunks: Vec<Vec<u8>>| {
                let lines = all(&mut Lines::<Value>::new(stream_of(chunks, None)).line_limit(limit));
                lines.into_iter().map(|line| format!("{line:?}")).collect::<Vec<_>>()
            };
            let bytes = text.as_bytes();
            let whole = read(vec![bytes.to_vec()]);
            prop_assert_eq!(read(cut(bytes, places)), &whole[..]);
            prop_assert_eq!(read(bytes.iter().map(|byte| vec![*byte]).collect()), whole);
        }

        #[test]
        fn no_bytes_panic(chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..6)) {
            all(&mut Lines::<Value>::new(stream_of(chunks, None)));
        }
    }
}
