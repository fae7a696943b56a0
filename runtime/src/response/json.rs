//! JSON bodies: read once and fast, and looked at a second time only to say where a fault is.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer as _;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor};

use super::members::FromMembers;
use super::{DecodeError, json_path};

/// Reads a whole body. An empty one is read as `null`, so that an `Option` is `None`.
pub(crate) fn decode_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let text = text(body)?;
    if text.trim_ascii().is_empty() {
        return serde_json::from_str("null").map_err(|_| DecodeError::new("the body is empty"));
    }
    decode(text)
}

/// Reads a JSON text.
pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    serde_json::from_str(text).map_err(|error| locate(text, error))
}

/// Reads the one member of an object that `members` names. In an empty body, and where it is absent, it is `null`.
pub(super) fn decode_member<T: DeserializeOwned>(
    body: &[u8],
    members: &'static [&'static str],
) -> Result<T, DecodeError> {
    let text = text(body)?;
    let slot =
        if text.trim_ascii().is_empty() { None } else { read(text, MemberVisitor(members, PhantomData))? };
    let member = members.first().copied().unwrap_or_default();
    slot.map_or_else(|| absent(text, member), Ok)
}

/// Reads the members of an object that `members` names.
pub(super) fn decode_members<T: FromMembers>(
    body: &[u8],
    members: &'static [&'static str],
) -> Result<T, DecodeError> {
    let text = text(body)?;
    let slots = if text.trim_ascii().is_empty() {
        T::Slots::default()
    } else {
        read(text, MembersVisitor::<T>(members, PhantomData))?
    };
    T::from_slots(slots, |index| members.get(index).copied().unwrap_or_default(), text)
}

/// What an absent member is: `None` for an `Option`, an error for others.
pub(super) fn absent<T: DeserializeOwned>(text: &str, member: &str) -> Result<T, DecodeError> {
    serde_json::from_str("null").map_err(|_| {
        if text.trim_ascii().is_empty() {
            DecodeError::new("the body is empty")
        } else {
            DecodeError::new(format!("the member `{member}` is missing")).at(json_path::member(member))
        }
    })
}

fn read<'de, V: Visitor<'de>>(text: &'de str, visitor: V) -> Result<V::Value, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = deserializer.deserialize_map(visitor).and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| locate(text, error))
}

/// JSON is UTF-8 (RFC 8259, section 8.1); a byte order mark is no part of it, and may be ignored.
fn text(body: &[u8]) -> Result<&str, DecodeError> {
    let text = std::str::from_utf8(body).map_err(DecodeError::new)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn locate(text: &str, error: serde_json::Error) -> DecodeError {
    let path = json_path::of_error(text, &error);
    DecodeError::new(error).at(path)
}

/// Takes one member, and passes over the others.
struct MemberVisitor<T>(&'static [&'static str], PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for MemberVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting(self.0, f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<T>, A::Error> {
        let mut slot = None;
        while let Some(index) = map.next_key_seed(KeyIn(self.0))? {
            match index {
                Some(_) => slot = Some(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(slot)
    }
}

/// Takes several members, and passes over the others.
struct MembersVisitor<T>(&'static [&'static str], PhantomData<T>);

impl<'de, T: FromMembers> Visitor<'de> for MembersVisitor<T> {
    type Value = T::Slots;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting(self.0, f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T::Slots, A::Error> {
        let mut slots = T::Slots::default();
        while let Some(index) = map.next_key_seed(KeyIn(self.0))? {
            match index {
                Some(index) => T::fill(&mut slots, index, &mut map)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(slots)
    }
}

fn expecting(members: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "an object with `{}`", members.join("`, `"))
}

/// The place of a key in a list of names.
struct KeyIn(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for KeyIn {
    type Value = Option<usize>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeyIn {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.0.iter().position(|name| *name == key))
    }
}
