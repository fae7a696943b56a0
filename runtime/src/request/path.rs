//! From a path template and values to a path: escaping, and the refusal of values that no escaping protects.
//!
//! URL parsers remove `.` and `..` segments, also when they are written `%2E%2E`, and most servers and proxies merge
//! empty ones. Such a value would reach another route than the template's, so it never leaves the client.

use std::fmt::{self, Display, Write as _};

use serde::Serialize;

use super::curl::REDACTED;
use super::error::{PathRefusal, RequestError};
use super::escape::{Escaped, SEGMENT, SEGMENT_ELEMENT};
use super::joined::write_joined;
use super::query;
use crate::spec::EndpointSpec;

/// A value that can stand in a path.
///
/// Everything that is [`Display`] can, and so can lookups made with [`#[derive(Lookup)]`](macro@crate::Lookup). A type of
/// one's own is `Display` or writes itself:
///
/// ```
/// use sigpost::{Endpoint, PathEncoder, PathParam, endpoint};
///
/// /// One user, or whoever calls.
/// pub enum User {
///     Id(u64),
///     Me,
/// }
///
/// impl PathParam for User {
///     fn encode_path(&self, path: &mut PathEncoder<'_>) {
///         match self {
///             Self::Id(id) => path.value(id),
///             Self::Me => path.value(&"@me"),
///         }
///     }
/// }
///
/// #[endpoint(GET "/users/<user>")]
/// pub async fn get_user(user: User);
///
/// assert_eq!(get_user(User::Id(7)).to_request("https://h.example")?.uri(), "https://h.example/users/7");
/// assert_eq!(get_user(User::Me).to_request("https://h.example")?.uri(), "https://h.example/users/@me");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a path",
    label = "this parameter fills a placeholder of the path",
    note = "a path parameter implements `Display`, or is an enum with `#[derive(sigpost::Lookup)]`; a list is written `#[path(style = comma)]`, and the segments of `<name..>` are one text with `/` between them"
)]
pub trait PathParam {
    /// Writes the value.
    fn encode_path(&self, path: &mut PathEncoder<'_>);
}

impl<T: Display + ?Sized> PathParam for T {
    fn encode_path(&self, path: &mut PathEncoder<'_>) {
        path.value(&self);
    }
}

/// A path value that may be empty, as `#[path(allow_empty)]` says.
pub struct AllowEmpty<'a>(pub &'a dyn PathParam);

#[diagnostic::do_not_recommend]
impl PathParam for AllowEmpty<'_> {
    fn encode_path(&self, path: &mut PathEncoder<'_>) {
        path.allow_empty = true;
        self.0.encode_path(path);
    }
}

/// A path value that is a secret, as `#[sensitive]` says: it is sent, and never shown.
///
/// ```
/// use sigpost::{Endpoint, endpoint};
///
/// #[endpoint(GET "/invites/<token>")]
/// pub async fn get_invite(#[sensitive] token: &str);
///
/// let request = get_invite("a1b2");
/// assert_eq!(request.to_request("https://h.example")?.uri(), "https://h.example/invites/a1b2");
/// assert_eq!(format!("{request:?}"), "get_invite: GET /invites/<redacted>");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
pub struct Sensitive<'a>(pub &'a dyn PathParam);

#[diagnostic::do_not_recommend]
impl PathParam for Sensitive<'_> {
    fn encode_path(&self, path: &mut PathEncoder<'_>) {
        path.sensitive = true;
        self.0.encode_path(path);
    }
}

/// A list in a path, its elements joined by commas, as `#[path(style = comma)]` says.
pub struct CommaJoined<'a>(pub &'a dyn PathList);

#[diagnostic::do_not_recommend]
impl PathParam for CommaJoined<'_> {
    fn encode_path(&self, path: &mut PathEncoder<'_>) {
        path.list(|out| self.0.write_in_path(out));
    }
}

/// What [`CommaJoined`] takes: a trait of its own, so that the compiler blames the type of the list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a path",
    label = "this parameter is a list in the path",
    note = "with `style = comma` it implements `serde::Serialize`; for a local type, `#[derive(serde::Serialize)]`"
)]
pub trait PathList {
    /// Appends the elements.
    ///
    /// # Errors
    /// Why that is not possible.
    fn write_in_path(&self, out: &mut String) -> Result<(), String>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> PathList for T {
    fn write_in_path(&self, out: &mut String) -> Result<(), String> {
        write_joined(out, SEGMENT_ELEMENT, ",", self).map_err(|error| error.to_string())
    }
}

/// Takes the value of one placeholder.
pub struct PathEncoder<'a> {
    /// The one that is written.
    parameter: &'static str,
    spec: &'static EndpointSpec,
    rest: bool,
    allow_empty: bool,
    sensitive: bool,
    /// Whether the path is built to be shown.
    shown: bool,
    path: &'a mut String,
    query: &'a mut String,
    refusal: Option<PathRefusal>,
}

impl PathEncoder<'_> {
    /// Writes the value itself, escaped.
    pub fn value(&mut self, value: &dyn Display) {
        let value = self.shown_value(value);
        let written = if self.rest {
            self.rest_of_path(value)
        } else {
            write!(Escaped { out: self.path, set: SEGMENT }, "{value}")
        };
        if written.is_err() {
            self.refusal = Some(PathRefusal::Unwritable);
        }
    }

    /// Puts `_` into the path and names the thing meant in the query instead: `organization[identifier]=acme`.
    pub fn lookup(&mut self, member: &str, value: &dyn Display) {
        let value = self.shown_value(value);
        self.path.push('_');
        let known = self.spec.parameters.iter().find(|known| known.name == self.parameter);
        let wire_name = known.map_or(self.parameter, |known| known.wire_name);
        if query::push_member_pair(self.query, wire_name, member, value).is_err() {
            self.refusal = Some(PathRefusal::Unwritable);
        }
    }

    fn list(&mut self, write: impl FnOnce(&mut String) -> Result<(), String>) {
        if self.sensitive && self.shown {
            return self.value(&REDACTED);
        }
        if let Err(reason) = write(self.path) {
            // What a type says about its value may have the value in it.
            let reason = if self.sensitive { REDACTED.to_owned() } else { reason };
            self.refusal = Some(PathRefusal::NotAList(reason));
        }
    }

    fn shown_value<'v>(&self, value: &'v dyn Display) -> &'v dyn Display {
        if self.sensitive && self.shown { &REDACTED } else { value }
    }

    fn rest_of_path(&mut self, value: &dyn Display) -> fmt::Result {
        let mut text = String::new();
        write!(text, "{value}")?;
        for (index, segment) in text.split('/').enumerate() {
            if index > 0 {
                self.path.push('/');
            }
            // As it is given: a `%` in it will be escaped, so that `%2e` stays what it is.
            if segment == "." || segment == ".." {
                self.refusal = Some(PathRefusal::DotSegment(segment.to_owned()));
            } else if segment.is_empty() && !self.allow_empty {
                let is_all = text.is_empty();
                self.refusal = Some(if is_all { PathRefusal::Empty } else { PathRefusal::EmptySegment });
            }
            write!(Escaped { out: self.path, set: SEGMENT }, "{segment}")?;
        }
        Ok(())
    }
}

/// Appends to `path` what the template becomes with `values`; lookups go to `query`.
pub(super) fn expand(
    spec: &'static EndpointSpec,
    values: &[&dyn PathParam],
    shown: bool,
    path: &mut String,
    query: &mut String,
) -> Result<(), RequestError> {
    let mut rest_of_template = spec.path;
    let mut values = values.iter();
    // The last value in the segment being written, by name, to say whose fault a `..` is.
    let mut parameter_of_segment = None;
    let mut segment_start = path.len();
    loop {
        let (literal, placeholder) = split_at_byte(rest_of_template, b'<');
        if parameter_of_segment.is_some() {
            let (end_of_segment, others) = split_at_byte(literal, b'/');
            path.push_str(end_of_segment);
            if !others.is_empty() {
                check_segments(&path[segment_start..], parameter_of_segment.take())?;
                path.push_str(others);
            }
        } else {
            path.push_str(literal);
        }
        if placeholder.is_empty() {
            break;
        }
        if parameter_of_segment.is_none() {
            segment_start = path.len() - literal.bytes().rev().take_while(|byte| *byte != b'/').count();
        }
        let (name, after) = split_at_byte(&placeholder[1..], b'>');
        let (parameter, rest) = match name.strip_suffix("..") {
            Some(parameter) => (parameter, true),
            None => (name, false),
        };
        let Some(value) = values.next() else {
            return Err(RequestError::path(parameter, PathRefusal::Missing));
        };
        let start = path.len();
        let mut encoder = PathEncoder {
            parameter,
            spec,
            rest,
            allow_empty: false,
            sensitive: false,
            shown,
            path,
            query,
            refusal: None,
        };
        value.encode_path(&mut encoder);
        let PathEncoder { allow_empty, refusal, .. } = encoder;
        let empty = path.len() == start && !allow_empty;
        if let Some(refusal) = refusal.or(empty.then_some(PathRefusal::Empty)) {
            return Err(RequestError::path(parameter, refusal));
        }
        parameter_of_segment = Some(parameter);
        rest_of_template = after.get(1..).unwrap_or_default();
    }
    check_segments(&path[segment_start..], parameter_of_segment)
}

/// What comes before the first of these bytes, and the rest from it on; byte by byte, as templates are short.
fn split_at_byte(text: &'static str, byte: u8) -> (&'static str, &'static str) {
    text.split_at(text.as_bytes().iter().position(|other| *other == byte).unwrap_or(text.len()))
}

/// Refuses a segment that became a dot segment through a parameter; a rest parameter makes several.
fn check_segments(segments: &str, parameter: Option<&'static str>) -> Result<(), RequestError> {
    let Some(parameter) = parameter else { return Ok(()) };
    // Few have what makes one.
    if !segments.bytes().any(|byte| byte == b'.' || byte == b'%') {
        return Ok(());
    }
    match segments.split('/').find(|segment| is_dot_segment(segment)) {
        Some(segment) => Err(RequestError::path(parameter, PathRefusal::DotSegment(segment.to_owned()))),
        None => Ok(()),
    }
}

/// Whether a URL parser removes this segment: `.`, `..`, and both with their dots written as `%2E`.
pub(super) fn is_dot_segment(segment: &str) -> bool {
    if segment.is_empty() || segment.len() > "%2e%2e".len() {
        return false;
    }
    let mut dots = 0;
    let mut rest = segment.as_bytes();
    while !rest.is_empty() {
        rest = match rest {
            [b'.', tail @ ..] | [b'%', b'2', b'e' | b'E', tail @ ..] => tail,
            _ => return false,
        };
        dots += 1;
    }
    dots <= 2
}
