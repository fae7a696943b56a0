//! JSON bodies: read once and fast, and looked at a second time only to say where a fault is.
//!
//! Only the reading of a value itself is generic; all around it is compiled once. The way to the members of an object is
//! in `json_walk`.

use http::response::Parts;
use serde::de::DeserializeOwned;
use serde_json::de::StrRead;

use super::json_walk::fill;
use super::members::Tuple;
use super::{DecodeError, json_path};
use crate::request::Body;

/// What a value is read from.
pub(super) type Reader<'de> = serde_json::Deserializer<StrRead<'de>>;

/// Where the values of the wanted members go, as they are read.
pub(super) trait Slots {
    /// Reads the value of the member at `index`.
    fn fill(&mut self, index: usize, reader: &mut Reader<'_>) -> serde_json::Result<()>;
}

impl<T: DeserializeOwned> Slots for Option<T> {
    fn fill(&mut self, _: usize, reader: &mut Reader<'_>) -> serde_json::Result<()> {
        *self = Some(T::deserialize(reader)?);
        Ok(())
    }
}

/// Reads a whole body. An empty one is read as `null`, so that an `Option` is `None`. A type that holds nothing, and
/// that `null` gives, as `()`, is not read from the body at all.
pub(crate) fn decode_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    if size_of::<T>() == 0
        && let Ok(nothing) = T::deserialize(&mut Reader::from_str("null"))
    {
        return Ok(nothing);
    }
    let text = text(body)?;
    let given = if is_empty(text) { "null" } else { text };
    decode(given).map_err(|error| if is_empty(text) { DecodeError::new("the body is empty") } else { error })
}

/// Reads a JSON text.
pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    let mut reader = Reader::from_str(text);
    match T::deserialize(&mut reader) {
        Ok(value) => end(text, reader).map(|()| value),
        Err(error) => Err(locate(text, error)),
    }
}

/// Reads the one member of an object that `members` names. In an empty body, and where it is absent, it is `null`.
pub(super) fn decode_member<T: DeserializeOwned>(
    _: &Parts,
    body: &mut Body,
    members: &'static [&'static str],
) -> Result<T, DecodeError> {
    let mut slot = None;
    match fill(body, members, &mut slot) {
        Ok(()) => slot.ok_or_else(unfilled),
        Err(error) => Err(error),
    }
}

/// Reads the members of an object that `members` names.
pub(super) fn decode_members<T: Tuple>(
    _: &Parts,
    body: &mut Body,
    members: &'static [&'static str],
) -> Result<T, DecodeError> {
    let mut slots = T::Slots::default();
    match fill(body, members, &mut slots) {
        Ok(()) => T::from_slots(slots).ok_or_else(unfilled),
        Err(error) => Err(error),
    }
}

fn unfilled() -> DecodeError {
    DecodeError::new("not all members were read")
}

pub(super) fn absent(text: &str, member: &str) -> DecodeError {
    if is_empty(text) {
        return DecodeError::new("the body is empty");
    }
    let path = json_path::of_member(member);
    DecodeError::new(format!("the member `{path}` is missing")).at(path)
}

/// JSON is UTF-8 (RFC 8259, section 8.1).
pub(super) fn text(body: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(without_mark(body)).map_err(DecodeError::new)
}

/// A byte order mark is no part of JSON, and may be ignored (RFC 8259, section 8.1).
pub(super) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

pub(super) fn is_empty(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

fn end(text: &str, mut reader: Reader<'_>) -> Result<(), DecodeError> {
    reader.end().map_err(|error| locate(text, error))
}

pub(super) fn locate(text: &str, error: serde_json::Error) -> DecodeError {
    let path = json_path::of_error(text, &error);
    DecodeError::new(error).at(path)
}
