//! Lookups: an API's "find it by id, or by something else". The derive writes the implementations; they end here.

use std::fmt::Display;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::request::PathEncoder;

/// An enum with one variant for each way to name a thing, made with [`#[derive(Lookup)]`](macro@crate::Lookup).
///
/// In a path the first variant is the segment; any other puts `_` there and names the thing in the query
/// (`organization[identifier]=acme`). In a body it is an object with one member (`{"identifier": "acme"}`).
pub trait Lookup: Serialize {
    /// The names of the members, in the order of the variants.
    const MEMBERS: &'static [&'static str];
}

/// The value of a lookup: whatever can stand in a path as well as in a body. One trait for both, so that a type that is
/// neither is reported once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a lookup",
    label = "this stands in a path, in a query, or in a body",
    note = "it implements `Display` and `serde::Serialize`"
)]
pub trait LookupValue {
    /// Writes the value as the segment of a path.
    fn in_path(&self, path: &mut PathEncoder<'_>);

    /// Puts `_` into the path, and the value into the query.
    fn looked_up(&self, path: &mut PathEncoder<'_>, member: &'static str);

    /// Writes an object with one member.
    ///
    /// # Errors
    /// Those of the serializer.
    fn in_body<S: Serializer>(&self, serializer: S, member: &'static str) -> Result<S::Ok, S::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Display + Serialize> LookupValue for T {
    fn in_path(&self, path: &mut PathEncoder<'_>) {
        path.value(self);
    }

    fn looked_up(&self, path: &mut PathEncoder<'_>, member: &'static str) {
        path.lookup(member, self);
    }

    fn in_body<S: Serializer>(&self, serializer: S, member: &'static str) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(member, self)?;
        map.end()
    }
}

/// Has the compiler speak of [`LookupValue`] where a type is none, in place of each trait that it lacks: with one
/// implementation alone it would.
#[allow(dead_code, reason = "never made")]
struct NoValue;

impl LookupValue for NoValue {
    fn in_path(&self, _: &mut PathEncoder<'_>) {}

    fn looked_up(&self, _: &mut PathEncoder<'_>, _: &'static str) {}

    fn in_body<S: Serializer>(&self, serializer: S, _: &'static str) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}
