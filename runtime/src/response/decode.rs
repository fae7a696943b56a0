//! How the body of a success becomes the declared type: the trait, and the decoder that a declaration names.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use http::StatusCode;
use http::response::Parts;
use serde::de::DeserializeOwned;

use super::json;
use super::members::FromMembers;
use crate::request::Body;
use crate::spec::StatusPattern;

/// A type that an endpoint can return.
///
/// Everything that is [`DeserializeOwned`] is read from JSON; [`Text`] and [`Bytes`] take the body as it is. `K`, one of the
/// [kinds](kind), keeps these apart for the compiler, which infers it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from an answer",
    label = "this is what the endpoint returns",
    note = "a return type implements `serde::de::DeserializeOwned` (for a local type, `#[derive(serde::Deserialize)]`), or is `()`, `sigpost::Text`, or `sigpost::Bytes`"
)]
pub trait FromResponse<K>: Sized {
    /// The `Accept` field that asks for this type (RFC 9110, section 12.5.1).
    const ACCEPT: &'static str;

    /// Statuses beside 2xx with which an answer is of this type, and no error.
    const STATUSES: &'static [StatusPattern] = &[];

    /// Statuses with which the body is wanted as it arrives. With others it is at hand, and
    /// [`Body::as_bytes`] gives it.
    const STREAMED: &'static [StatusPattern] = &[];

    /// Reads the value.
    ///
    /// # Errors
    /// If the body is not of this type.
    fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError>;
}

/// A type that can be read from a part of a JSON text: everything that is [`DeserializeOwned`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    label = "this is read from a member of the answer",
    note = "it implements `serde::de::DeserializeOwned`; for a local type, `#[derive(serde::Deserialize)]`"
)]
pub trait FromJson: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromJson for T {}

/// The ways in which a type can be read from an answer.
pub mod kind {
    /// From JSON.
    #[derive(Debug)]
    pub enum Json {}
    /// From the body as it is.
    #[derive(Debug)]
    pub enum Plain {}
}

impl<T: DeserializeOwned> FromResponse<kind::Json> for T {
    const ACCEPT: &'static str = "application/json";

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        json::decode_body(whole(body)?)
    }
}

/// An answer taken as text (UTF-8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(pub String);

impl FromResponse<kind::Plain> for Text {
    const ACCEPT: &'static str = "text/plain, */*;q=0.8";

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        match std::str::from_utf8(whole(body)?) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(error) => Err(DecodeError::new(error)),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An answer taken as bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bytes(pub bytes::Bytes);

impl FromResponse<kind::Plain> for Bytes {
    const ACCEPT: &'static str = "*/*";

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        whole(body).cloned().map(Self)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// The bytes of a body that was asked for whole.
pub(super) fn whole(body: &Body) -> Result<&bytes::Bytes, DecodeError> {
    body.as_bytes().ok_or_else(|| DecodeError::new("the body is still arriving, and its type wants it whole"))
}

/// Why the body of a success is not of the declared type.
#[derive(Debug)]
pub struct DecodeError {
    pub(crate) json_path: Option<String>,
    pub(crate) cause: Box<dyn StdError + Send + Sync>,
}

impl DecodeError {
    /// An error with this cause.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { json_path: None, cause: cause.into() }
    }

    /// Where in the JSON the fault is, as `invite.inviter.roles[2]`.
    #[must_use]
    pub fn at(mut self, json_path: impl Into<String>) -> Self {
        self.json_path = Some(json_path.into()).filter(|path| !path.is_empty());
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.json_path {
            Some(path) => write!(f, "`{path}` could not be read"),
            None => f.write_str("could not be read"),
        }
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.cause)
    }
}

/// How an endpoint's success is read, as constant data: what to ask for and what to call.
pub struct ResponseDecoder<T> {
    wants: Wants,
    members: &'static [&'static str],
    decode: Decode<T>,
    value: PhantomData<fn() -> T>,
}

/// What must be known of the type of an answer before there is one.
#[derive(Clone, Copy, Debug)]
pub struct Wants {
    /// The `Accept` field.
    pub(crate) accept: Option<&'static str>,
    statuses: &'static [StatusPattern],
    streamed: &'static [StatusPattern],
}

impl Wants {
    const NOTHING: Self = Self { accept: None, statuses: &[], streamed: &[] };
    const JSON: Self = Self { accept: Some("application/json"), ..Self::NOTHING };

    /// Whether an answer with this status is of the type, and no error.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.statuses.iter().any(|pattern| pattern.matches(status))
    }

    /// Whether the body of such an answer is wanted as it arrives.
    pub(crate) fn is_streamed(&self, status: StatusCode) -> bool {
        self.streamed.iter().any(|pattern| pattern.matches(status))
    }
}

/// Takes head and body of an answer, and the members that are meant.
type Decode<T> = fn(&Parts, &mut Body, &'static [&'static str]) -> Result<T, DecodeError>;

impl<T> Clone for ResponseDecoder<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ResponseDecoder<T> {}

impl<T> fmt::Debug for ResponseDecoder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseDecoder")
            .field("wants", &self.wants)
            .field("members", &self.members)
            .finish_non_exhaustive()
    }
}

impl ResponseDecoder<()> {
    /// Reads no body.
    pub const fn nothing() -> Self {
        Self { wants: Wants::NOTHING, members: &[], decode: |_, _, _| Ok(()), value: PhantomData }
    }
}

impl<T> ResponseDecoder<T> {
    /// Fails whatever the answer is: what stands where a mistaken declaration has no decoder.
    pub(crate) const fn mistaken() -> Self {
        Self {
            wants: Wants::NOTHING,
            members: &[],
            decode: |_, _, _| Err(DecodeError::new("the declaration of the endpoint is mistaken")),
            value: PhantomData,
        }
    }

    /// Reads the whole body, as the type says.
    pub const fn whole<K>() -> Self
    where
        T: FromResponse<K>,
    {
        Self {
            wants: Wants { accept: Some(T::ACCEPT), statuses: T::STATUSES, streamed: T::STREAMED },
            members: &[],
            decode: |head, body, _| T::from_response(head, body),
            value: PhantomData,
        }
    }

    /// Reads one member of a JSON object; the others are ignored.
    pub const fn member(name: &'static [&'static str; 1]) -> Self
    where
        T: FromJson,
    {
        Self { wants: Wants::JSON, members: name, decode: json::decode_member, value: PhantomData }
    }

    /// Reads several members of a JSON object, as a tuple; the others are ignored.
    pub const fn members(names: &'static [&'static str]) -> Self
    where
        T: FromMembers,
    {
        assert!(
            names.len() == T::COUNT,
            "`returns` names as many members as the returned tuple has elements"
        );
        Self { wants: Wants::JSON, members: names, decode: json::decode_members, value: PhantomData }
    }

    pub(crate) const fn wants(&self) -> Wants {
        self.wants
    }

    pub(crate) fn decode(&self, head: &Parts, body: &mut Body) -> Result<T, DecodeError> {
        (self.decode)(head, body, self.members)
    }
}
