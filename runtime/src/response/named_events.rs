//! Server-sent events whose names say what their data is: an enum with a variant for each name.

use std::ops::Deref;

use http::response::Parts;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::decode::{FromResponse, Streamed, arriving, kind};
use super::decode_error::DecodeError;
use super::events::{ACCEPT, Event, Events, of_events};
use super::json;
use crate::byte_stream::ByteStream;
use crate::request::Body;

/// The data of an event, read as the variant of an enum that has the event's name: `Events<Named<T>>`, for APIs in which
/// the name alone says what the data is.
///
/// `T` is what serde reads from `{"<name>": <data>}`: an enum, whose variants have the names of the events. One that holds
/// nothing is for events whose data is empty, by a line `data:`, or `null`; an event without any line of data never
/// arrives, as the standard has it. A place in an error counts from the beginning of `{"<name>": <data>}`. Where new events may come, a last variant with `#[serde(untagged)]`
/// takes what has no other.
///
/// ```
/// use serde::Deserialize;
/// use sigpost::{Events, Named, endpoint};
///
/// #[derive(Debug, Deserialize)]
/// pub enum RunEvent {
///     #[serde(rename = "thread.message.delta")]
///     Delta { text: String },
///     #[serde(rename = "thread.run.completed")]
///     Completed { tokens: u64 },
///     #[serde(untagged)]
///     Other(serde_json::Value),
/// }
///
/// #[endpoint(POST "/runs", fields(stream = true))]
/// pub async fn stream_run(prompt: &str) -> Events<Named<RunEvent>>;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let transport = sigpost::transport::MemoryTransport::new(|_| http::Response::new(
/// #     "event: thread.message.delta\ndata: {\"text\": \"Hi\"}\n\nevent: ping\ndata: 1\n\n\
/// #      event: thread.run.completed\ndata: {\"tokens\": 7}\n\n".into()));
/// # let client = sigpost::Client::builder("https://h.example").transport(transport).build()?;
/// let mut events = client.send(stream_run("Hello")).await?;
/// while let Some(event) = events.next().await {
///     match event?.data.0 {
///         RunEvent::Delta { text } => print!("{text}"),
///         RunEvent::Completed { tokens } => println!(" ({tokens} tokens)"),
///         RunEvent::Other(_) => {}
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Named<T>(pub T);

impl<T> Deref for Named<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> Events<Named<T>> {
    /// The events of a stream, with their data read by their names.
    pub fn by_name(stream: ByteStream) -> Self {
        Self::with(stream, read)
    }
}

impl<T: DeserializeOwned> FromResponse<kind::Plain> for Events<Named<T>> {
    const ACCEPT: &'static str = ACCEPT;
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        of_events(head).map(|()| Self::by_name(arriving(body)))
    }
}

fn read<T: DeserializeOwned>(event: &Event<String>) -> Result<Named<T>, DecodeError> {
    let data = if event.data.trim().is_empty() { "null" } else { &event.data };
    let value = json::decode(&pair(&event.event, data)?)?;
    // A type that takes anything would take members that the data adds to the pair.
    json::decode::<IgnoredAny>(data).map(|_| Named(value))
}

/// `{"<name>":<data>}`
fn pair(name: &str, data: &str) -> Result<String, DecodeError> {
    let name = serde_json::to_string(name).map_err(DecodeError::new)?;
    Ok(["{", &name, ":", data, "}"].concat())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::byte_stream::testing::{all, stream_of};

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Known {
        Message(String),
        #[serde(rename = "a \"b\"")]
        Odd {
            id: u8,
        },
        Ping,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    enum Open {
        #[serde(rename = "ping")]
        Ping,
        #[serde(untagged)]
        Other(serde_json::Value),
    }

    fn events<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> Vec<Result<T, String>> {
        let mut events = Events::<Named<T>>::by_name(stream_of([text], None));
        let read = all(&mut events).into_iter();
        read.map(|event| event.map(|event| event.data.0).map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn the_name_says_which_variant() {
        assert_eq!(
            events::<Known>(
                "data: \"hi\"\n\nevent: a \"b\"\ndata: {\ndata: \"id\": 7}\n\nevent: ping\ndata:\n\nevent: ping\ndata: null\n\n"
            ),
            [Ok(Known::Message("hi".into())), Ok(Known::Odd { id: 7 }), Ok(Known::Ping), Ok(Known::Ping)]
        );
    }

    #[test]
    fn what_has_no_variant_is_an_error_or_the_last_one() {
        let text = "event: new\ndata: {\"a\":1}\n\nevent: ping\ndata:\n\n";
        let known = events::<Known>(text);
        assert_eq!(known[0], Err("item 1 of the stream could not be read, at `new`".into()));
        assert_eq!(known[1], Ok(Known::Ping));
        let other = serde_json::json!({"new": {"a": 1}});
        assert_eq!(events::<Open>(text), [Ok(Open::Other(other)), Ok(Open::Ping)]);
    }

    #[test]
    fn data_cannot_get_out_of_its_place() {
        for data in ["\"a\",\"ping\":null", "\"a\"}", "\"a\"}{", "}", "{"] {
            let read = events::<Known>(&format!("event: message\ndata: {data}\n\n"));
            assert!(matches!(read.as_slice(), [Err(_)]), "{data}: {read:?}");
        }
        for data in ["1,\"ping\":null", "null}{", "null,\"b\":1", "1 2"] {
            let read = events::<Open>(&format!("event: ping\ndata: {data}\n\n"));
            assert!(matches!(read.as_slice(), [Err(_)]), "{data}: {read:?}");
        }
        let wrong = events::<Known>("event: a \"b\"\ndata: {\"id\": \"x\"}\n\n");
        assert_eq!(wrong[0], Err("item 1 of the stream could not be read, at `[\"a \\\"b\\\"\"].id`".into()));
    }
}
