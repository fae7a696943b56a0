//! Server-sent events, one at a time, as they arrive: the grammar of `text/event-stream` in the HTML standard.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::header::CONTENT_TYPE;
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

/// Server-sent events (`text/event-stream`), one at a time, as they arrive, with their data read from JSON.
/// `Events<Text>` gives the data as it is, `Events<`[`Named`](crate::Named)`<T>>` reads it by the name of the event.
///
/// ```
/// use serde::Deserialize;
/// use sigpost::{Events, endpoint};
///
/// #[derive(Debug, Deserialize)]
/// pub struct Delta {
///     pub text: String,
/// }
///
/// #[endpoint(POST "/chat")]
/// pub async fn chat(question: &str) -> Events<Delta>;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let transport = sigpost::transport::MemoryTransport::new(|_| {
/// #     http::Response::new("data: {\"text\": \"Hello\"}\n\ndata: [DONE]\n\n".into())
/// # });
/// # let client = sigpost::Client::builder("https://h.example").transport(transport).build()?;
/// // Some APIs end with data that is no JSON.
/// let mut events = client.send(chat("Who?")).await?.until("[DONE]");
/// while let Some(event) = events.next().await {
///     print!("{}", event?.data.text);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Everything that the [standard](https://html.spec.whatwg.org/multipage/server-sent-events.html) says of the format is
/// heeded: data of several lines, names, ids, reconnection times, comments, byte order mark, and all three ends of lines,
/// wherever the chunks of the body are cut. An event that is too long, or whose data is no `T`, is an error with its
/// number, and the next can be read all the same; after [`StreamError::Broken`] there is no next. An answer of another
/// media type is an [`Error::Malformed`](crate::Error::Malformed). As with a [`ByteStream`], the limits of the client end
/// with the head of the answer.
///
/// # Going on after a break
///
/// Nothing is asked again by itself: whether that is harmless, only the caller can know. Where an API takes
/// `Last-Event-ID`, the endpoint declares it, and [`last_event_id`](Self::last_event_id) and [`retry`](Self::retry) say
/// what to send, and when:
///
/// ```
/// # use sigpost::{Client, Events, Text, endpoint};
/// # use std::time::Duration;
/// #[endpoint(GET "/news")]
/// pub async fn news(#[header("Last-Event-ID")] last_event_id: Option<String>) -> Events<Text>;
///
/// async fn follow(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
///     let mut last_event_id: Option<String> = None;
///     loop {
///         let mut request = news();
///         if let Some(id) = last_event_id.clone() {
///             request = request.last_event_id(id);
///         }
///         let mut events = client.send(request).await?;
///         while let Some(event) = events.next().await {
///             match event {
///                 Ok(event) => println!("{}", event.data),
///                 Err(error) if error.is_broken() => break,
///                 Err(error) => return Err(error.into()),
///             }
///         }
///         last_event_id = Some(events.last_event_id().to_owned()).filter(|id| !id.is_empty()).or(last_event_id);
///         tokio::time::sleep(events.retry().unwrap_or(Duration::from_secs(3))).await;
///     }
/// }
/// ```
pub struct Events<T> {
    reader: EventReader,
    read: fn(&Event<String>) -> Result<T, DecodeError>,
}

/// An event of [`Events`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The last id that the server has sent, with this event or an earlier one; empty if there was none.
    pub id: String,
    /// Its name; `message` if it has none.
    pub event: String,
    /// Its data.
    pub data: T,
}

impl<T: DeserializeOwned> Events<T> {
    /// The events of a stream.
    pub fn new(stream: ByteStream) -> Self {
        Self::with(stream, |event| json::decode_body(event.data.as_bytes()))
    }
}

impl Events<Text> {
    /// The events of a stream, with their data as it is.
    pub fn of_text(stream: ByteStream) -> Self {
        Self::with(stream, |event| Text::read(event.data.as_bytes()))
    }
}

impl<T> Events<T> {
    pub(super) fn with(stream: ByteStream, read: fn(&Event<String>) -> Result<T, DecodeError>) -> Self {
        Self { reader: EventReader::new(stream), read }
    }

    /// Ends before the event whose data is `data`, and nothing else, as `[DONE]` is in some APIs.
    #[must_use]
    pub fn until(mut self, data: impl Into<String>) -> Self {
        self.reader.until = Some(data.into());
        self
    }

    /// How long an event may be, in bytes; 16 MiB if nothing is said.
    #[must_use]
    pub fn event_limit(mut self, bytes: usize) -> Self {
        self.reader.lines.limit = bytes;
        self
    }

    /// The next event; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The id of the last event that came, or of an earlier one; empty if the server has sent none.
    pub fn last_event_id(&self) -> &str {
        &self.reader.last_event_id
    }

    /// How long the server asks to wait before the next try, after a break.
    pub fn retry(&self) -> Option<Duration> {
        self.reader.retry
    }

    /// Iterates on a thread without an async runtime. See [`Blocking`](crate::Blocking).
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> crate::Blocking<Self> {
        crate::Blocking::new(self)
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, read } = self.get_mut();
        let came = match ready!(reader.poll_event(context)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            Some(Ok(event)) => event,
        };
        Poll::Ready(Some(match read(&came) {
            Ok(data) => Ok(Event { id: came.id, event: came.event, data }),
            Err(error) => Err(StreamError::unreadable(reader.number, Some(came.event), came.data, error)),
        }))
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("last_event_id", &self.reader.last_event_id)
            .field("retry", &self.reader.retry)
            .finish_non_exhaustive()
    }
}

pub(super) const ACCEPT: &str = "text/event-stream";

impl<T: DeserializeOwned> FromResponse<kind::Json> for Events<T> {
    const ACCEPT: &'static str = ACCEPT;
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        of_events(head).map(|()| Self::new(arriving(body)))
    }
}

impl FromResponse<kind::Plain> for Events<Text> {
    const ACCEPT: &'static str = ACCEPT;
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        of_events(head).map(|()| Self::of_text(arriving(body)))
    }
}

/// Anything else would be read as no events at all.
pub(super) fn of_events(head: &Parts) -> Result<(), DecodeError> {
    let Some(media) = head.headers.get(CONTENT_TYPE) else { return Ok(()) };
    let essence = media.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
    if essence.trim_ascii().eq_ignore_ascii_case(ACCEPT.as_bytes()) {
        return Ok(());
    }
    Err(DecodeError::new(format!("the media type of the answer is {media:?}, and not `{ACCEPT}`")))
}

/// The state of the standard's section 9.2.6, "Interpreting an event stream".
struct EventReader {
    lines: LineReader,
    /// How many events came, those that could not be read among them.
    number: u64,
    event: String,
    data: String,
    id: String,
    /// Whether the event that has begun is too long; what comes of it is thrown away.
    too_long: bool,
    last_event_id: String,
    retry: Option<Duration>,
    until: Option<String>,
}

impl EventReader {
    fn new(stream: ByteStream) -> Self {
        Self {
            lines: LineReader::new(stream, LineEnds::Any),
            number: 0,
            event: String::new(),
            data: String::new(),
            id: String::new(),
            too_long: false,
            last_event_id: String::new(),
            retry: None,
            until: None,
        }
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<String>, StreamError>>> {
        loop {
            // An event that has not ended when the body does is none.
            let Some(line) = ready!(self.lines.poll_line(context)) else { return Poll::Ready(None) };
            match line {
                Err(error) => return Poll::Ready(Some(Err(error))),
                Ok(Line::TooLong) => self.discard(),
                Ok(Line::Whole(line)) if line.is_empty() => {
                    let Some(event) = self.dispatch() else { continue };
                    if matches!(&event, Ok(event) if Some(&event.data) == self.until.as_ref()) {
                        self.lines.end();
                        return Poll::Ready(None);
                    }
                    return Poll::Ready(Some(event));
                }
                Ok(Line::Whole(line)) => self.line(&String::from_utf8_lossy(&line)),
            }
        }
    }

    fn line(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" if value.len() >= self.lines.limit.saturating_sub(self.data.len()) => self.discard(),
            "data" if !self.too_long => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments are fields without a name.
            _ => {}
        }
    }

    fn discard(&mut self) {
        self.too_long = true;
        self.data = String::new();
    }

    /// What an empty line ends; `None` if that is no event.
    fn dispatch(&mut self) -> Option<Result<Event<String>, StreamError>> {
        self.id.clone_into(&mut self.last_event_id);
        let (mut event, mut data) = (std::mem::take(&mut self.event), std::mem::take(&mut self.data));
        if std::mem::take(&mut self.too_long) {
            self.number += 1;
            return Some(Err(StreamError::TooLarge { limit: self.lines.limit, number: Some(self.number) }));
        }
        // The line feed behind the last line of data is no part of it; without one there is no data.
        data.pop()?;
        self.number += 1;
        if event.is_empty() {
            event.push_str("message");
        }
        Some(Ok(Event { id: self.last_event_id.clone(), event, data }))
    }
}

#[cfg(test)]
mod tests;
