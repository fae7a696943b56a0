//! What can be said of an endpoint's arguments, and the values they have once checked. The checking itself
//! lives in `checking`; the definitions stand beside the endpoints and lookups they belong to.

use std::collections::BTreeMap;

/// A named set of arguments: those of an endpoint, or the members of a JSON object.
#[derive(Debug)]
pub(super) struct ArgumentSet {
    pub(super) id: &'static str,
    /// Exactly one member is to be given.
    pub(super) lookup: bool,
    /// In the order of the documentation, which is also the order of the checks.
    pub(super) arguments: &'static [Argument],
}

impl ArgumentSet {
    pub(super) const fn new(id: &'static str, arguments: &'static [Argument]) -> Self {
        Self { id, lookup: false, arguments }
    }

    pub(super) const fn lookup(id: &'static str, arguments: &'static [Argument]) -> Self {
        Self { id, lookup: true, arguments }
    }
}

#[derive(Debug)]
pub(super) struct Argument {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) array: bool,
    pub(super) required: bool,
    pub(super) default: Option<i64>,
    pub(super) rules: &'static [Rule],
}

#[derive(Debug)]
pub(super) enum Kind {
    Boolean,
    Integer,
    String,
    UnixTimestamp,
    Set(&'static ArgumentSet),
}

/// Something an integer has to fulfil; the name is what an `invalid_argument` lists.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) holds: fn(i64) -> bool,
}

impl Argument {
    pub(super) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, array: false, required: false, default: None, rules: &[] }
    }

    pub(super) const fn required(name: &'static str, kind: Kind) -> Self {
        Self { required: true, ..Self::optional(name, kind) }
    }

    pub(super) const fn optional_array(name: &'static str, kind: Kind) -> Self {
        Self { array: true, ..Self::optional(name, kind) }
    }

    pub(super) const fn defaulted(name: &'static str, default: i64, rules: &'static [Rule]) -> Self {
        Self { default: Some(default), rules, ..Self::optional(name, Kind::Integer) }
    }
}

/// A value of the type that its argument has.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Checked {
    Null,
    Boolean(bool),
    Integer(i64),
    String(String),
    UnixTimestamp(i64),
    Array(Vec<Checked>),
    Set(Arguments),
}

/// The arguments that were given, by name. One that was left out is absent, one given as null is
/// [`Checked::Null`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arguments(BTreeMap<&'static str, Checked>);

impl Arguments {
    pub(super) fn insert(&mut self, name: &'static str, value: Checked) {
        self.0.insert(name, value);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Checked> {
        self.0.get(name)
    }

    pub(super) fn string(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Checked::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Checked::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn set(&self, name: &str) -> Option<&Arguments> {
        match self.get(name) {
            Some(Checked::Set(arguments)) => Some(arguments),
            _ => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many were given as something else than null.
    pub(super) fn set_count(&self) -> usize {
        self.0.values().filter(|value| **value != Checked::Null).count()
    }
}
