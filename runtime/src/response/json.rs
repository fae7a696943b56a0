//! JSON bodies: read once and fast, and looked at a second time only to say where a fault is.
//!
//! Only the reading of a value itself is generic; all around it is compiled once, the walk over an object's members
//! too, which is in `json_walk`.

use http::response::Parts;
use serde::de::DeserializeOwned;
use serde_json::de::StrRead;

use super::decode::whole;
use super::json_walk::each_member;
use super::members::Tuple;
use super::{DecodeError, json_path};
use crate::request::Body;

/// What a value is read from.
pub(super) type Reader<'de> = serde_json::Deserializer<StrRead<'de>>;

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
    let body = whole(body)?;
    let mut slot = None;
    each_member(body, members, &mut |_, reader| {
        slot = Some(T::deserialize(reader)?);
        Ok(())
    })?;
    or_absent(slot, body, members, 0)
}

/// Reads the members of an object that `members` names.
pub(super) fn decode_members<T: Tuple>(
    _: &Parts,
    body: &mut Body,
    members: &'static [&'static str],
) -> Result<T, DecodeError> {
    let body = whole(body)?;
    let mut slots = T::Slots::default();
    each_member(body, members, &mut |index, reader| T::fill(&mut slots, index, reader))?;
    T::from_slots(slots, body, members)
}

/// What an absent member is: `None` for an `Option`, an error for others.
pub(super) fn or_absent<T: DeserializeOwned>(
    slot: Option<T>,
    body: &[u8],
    members: &[&str],
    index: usize,
) -> Result<T, DecodeError> {
    match slot.map_or_else(|| T::deserialize(&mut Reader::from_str("null")), Ok) {
        Ok(value) => Ok(value),
        Err(_) => Err(absent(body, members, index)),
    }
}

pub(super) fn absent(body: &[u8], members: &[&str], index: usize) -> DecodeError {
    if body.trim_ascii().is_empty() {
        return DecodeError::new("the body is empty");
    }
    let member = members.get(index).copied().unwrap_or_default();
    let path = json_path::of_member(member);
    DecodeError::new(format!("the member `{path}` is missing")).at(path)
}

/// JSON is UTF-8 (RFC 8259, section 8.1); a byte order mark is no part of it, and may be ignored.
pub(super) fn text(body: &[u8]) -> Result<&str, DecodeError> {
    let text = std::str::from_utf8(body).map_err(DecodeError::new)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
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
