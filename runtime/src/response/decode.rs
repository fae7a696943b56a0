//! How the body of a success becomes the declared type: the trait, and the decoder that a declaration names. The types
//! that are not read from JSON stand in files of their own.

use std::fmt;
use std::marker::PhantomData;

use http::StatusCode;
use http::response::Parts;
use serde::de::DeserializeOwned;

use super::decode_error::DecodeError;
use super::json;
use super::members::FromMembers;
use crate::byte_stream::ByteStream;
use crate::request::Body;
use crate::spec::StatusPattern;

/// A type that an endpoint can return.
///
/// | type | is read from |
/// | --- | --- |
/// | any [`DeserializeOwned`] | JSON |
/// | [`Text`](crate::Text), [`Bytes`](crate::Bytes) | the body as it is; an `Option` of one is `None` for an empty body |
/// | [`ByteStream`](crate::ByteStream), [`Lines`](crate::Lines), [`Events`](crate::Events) | the body as it arrives |
/// | [`http::Response<T>`] | status and headers, with any of these as the body |
/// | an enum with [`#[derive(FromResponse)]`](macro@crate::FromResponse) | whatever its variant for the status holds |
///
/// `K`, one of the [kinds](kind), keeps these apart for the compiler, which infers it. A type of one's own is one
/// implementation:
///
/// ```
/// use http::response::Parts;
/// use sigpost::{Body, DecodeError, Endpoint, FromResponse, endpoint, kind};
///
/// /// A table, a row a line, as `text/csv`.
/// struct Table(Vec<Vec<String>>);
///
/// impl FromResponse<kind::Plain> for Table {
///     const ACCEPT: &'static str = "text/csv";
///
///     fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
///         let text = std::str::from_utf8(body.as_bytes().ok_or_else(|| DecodeError::new("no body"))?);
///         let lines = text.map_err(DecodeError::new)?.lines();
///         Ok(Self(lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()))
///     }
/// }
///
/// #[endpoint(GET "/table")]
/// async fn get_table() -> Table;
///
/// let table = GetTable::decode(http::Response::new("a,b\n1,2".into()))?;
/// assert_eq!(table.0, [["a", "b"], ["1", "2"]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from an answer",
    label = "this is read from an answer",
    note = "a return type implements `serde::de::DeserializeOwned` (for a local type, `#[derive(serde::Deserialize)]`), or is `http::Response`, an enum with `#[derive(sigpost::FromResponse)]`, or one of `Text`, `Bytes`, `ByteStream`, `Lines`, and `Events` of `sigpost`",
    note = "in `Lines<T>`, `Events<T>`, and `http::Response<T>` it is `T` that cannot be read"
)]
pub trait FromResponse<K>: Sized {
    /// The `Accept` field that asks for this type (RFC 9110, section 12.5.1).
    const ACCEPT: &'static str;

    /// Statuses beside 2xx with which an answer is of this type, and no error.
    const STATUSES: &'static [StatusPattern] = &[];

    /// Whether the body is wanted as it arrives. If not, it is at hand, and [`Body::as_bytes`] gives it.
    const STREAMED: Streamed = Streamed::Never;

    /// Reads the value.
    ///
    /// # Errors
    /// If the body is not of this type.
    fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError>;
}

/// When a type wants the body of an answer as it arrives.
///
/// The size limit for answers is not for such a body, and the time limit of a call ends when its head has come.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Streamed {
    /// Never: it wants the body whole.
    Never,
    /// Always.
    Always,
    /// As the first entry that fits the status says, one with an exact status before one with a class; never without
    /// such an entry.
    ByStatus(&'static [(StatusPattern, Streamed)]),
}

impl Streamed {
    fn is_streamed(&self, status: StatusCode) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::ByStatus(entries) => {
                let fitting = entries.iter().filter(|(pattern, _)| pattern.matches(status));
                let entry = fitting.min_by_key(|(pattern, _)| pattern.rank());
                entry.is_some_and(|(_, streamed)| streamed.is_streamed(status))
            }
        }
    }
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

/// A type that can be read from one member of a JSON answer: everything that is [`DeserializeOwned`], and
/// [`http::Response`] around it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    label = "this is read from a member of the answer",
    note = "it implements `serde::de::DeserializeOwned`; for a local type, `#[derive(serde::Deserialize)]`",
    note = "remove `returns` where the answer is read as a whole, as `sigpost::Bytes` and enums with `#[derive(sigpost::FromResponse)]` are"
)]
pub trait FromMember<K>: Sized {
    #[doc(hidden)]
    const DECODE: Decode<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromMember<kind::Json> for T {
    const DECODE: Decode<Self> = json::decode_member;
}

/// The ways in which a type can be read from an answer.
pub mod kind {
    use std::marker::PhantomData;

    /// From JSON, or as the status says, by `#[derive(FromResponse)]`: one kind, so that an enum that would be both does
    /// not compile where it is declared.
    #[derive(Debug)]
    pub enum Json {}
    /// From the body as it is.
    #[derive(Debug)]
    pub enum Plain {}
    /// As `K` says, with status and headers beside it.
    #[derive(Debug)]
    pub struct WithHead<K>(PhantomData<K>);
}

impl<T: DeserializeOwned> FromResponse<kind::Json> for T {
    /// A type that holds nothing, as `()`, is given by an answer of any media type.
    const ACCEPT: &'static str =
        if size_of::<T>() == 0 { "application/json, */*;q=0.8" } else { "application/json" };

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        json::decode_body(whole(body)?)
    }
}

/// A body that was asked for as it arrives.
pub(super) fn arriving(body: &mut Body) -> ByteStream {
    std::mem::replace(body, Body::empty()).into()
}

/// The bytes of a body that was asked for whole.
pub(super) fn whole(body: &Body) -> Result<&bytes::Bytes, DecodeError> {
    body.as_bytes().ok_or_else(|| DecodeError::new("the body is still arriving, and its type wants it whole"))
}

/// How an endpoint's success is read, as constant data: what to ask for and what to call.
pub struct ResponseDecoder<T> {
    // Elsewhere, as each call copies the decoder where it is awaited.
    wants: &'static Wants,
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
    streamed: Streamed,
}

impl Wants {
    const NOTHING: Self = Self { accept: None, statuses: &[], streamed: Streamed::Never };
    const JSON: Self = Self { accept: Some("application/json"), ..Self::NOTHING };

    /// Whether an answer with this status is of the type, and no error.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.statuses.iter().any(|pattern| pattern.matches(status))
    }

    /// Whether the body of an answer with this status is wanted as it arrives. That of an error never is.
    pub(crate) fn is_streamed(&self, status: StatusCode) -> bool {
        self.is_success(status) && self.streamed.is_streamed(status)
    }
}

/// Takes head and body of an answer, and the members that are meant.
pub(super) type Decode<T> = fn(&Parts, &mut Body, &'static [&'static str]) -> Result<T, DecodeError>;

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
        Self { wants: &Wants::NOTHING, members: &[], decode: |_, _, _| Ok(()), value: PhantomData }
    }
}

impl<T> ResponseDecoder<T> {
    /// Fails whatever the answer is: what stands where a mistaken declaration has no decoder.
    pub(crate) const fn mistaken() -> Self {
        Self {
            wants: &Wants::NOTHING,
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
            wants: const { &Wants { accept: Some(T::ACCEPT), statuses: T::STATUSES, streamed: T::STREAMED } },
            members: &[],
            decode: |head, body, _| T::from_response(head, body),
            value: PhantomData,
        }
    }

    /// Reads one member of a JSON object; the others are ignored. A member inside another is named `data/ids`; see
    /// [`EndpointSpec::returns`] for odd names.
    ///
    /// [`EndpointSpec::returns`]: field@crate::spec::EndpointSpec::returns
    pub const fn member<K>(name: &'static [&'static str; 1]) -> Self
    where
        T: FromMember<K>,
    {
        Self { wants: &Wants::JSON, members: name, decode: T::DECODE, value: PhantomData }
    }

    /// Reads several members of a JSON object, as a tuple; the others are ignored.
    pub const fn members<K>(names: &'static [&'static str]) -> Self
    where
        T: FromMembers<K>,
    {
        assert!(
            names.len() == T::COUNT,
            "`returns` names as many members as the returned tuple has elements"
        );
        Self { wants: &Wants::JSON, members: names, decode: T::DECODE, value: PhantomData }
    }

    pub(crate) const fn wants(&self) -> &'static Wants {
        self.wants
    }

    pub(crate) fn decode(&self, head: &Parts, body: &mut Body) -> Result<T, DecodeError> {
        (self.decode)(head, body, self.members)
    }
}
