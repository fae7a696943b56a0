//! Lookups: an API's "find it by id, or by something else". The derive writes the implementations; they end here.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// An enum with one variant for each way to name a thing, made with [`#[derive(Lookup)]`](macro@crate::Lookup).
///
/// In a path the first variant is the segment; any other puts `_` there and names the thing in the query
/// (`organization[identifier]=acme`). In a body it is an object with one member (`{"identifier": "acme"}`).
pub trait Lookup: Serialize {
    /// The names of the members, in the order of the variants.
    const MEMBERS: &'static [&'static str];
}

/// Serializes a lookup: an object with one member.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    member: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(member, value)?;
    map.end()
}
