//! The body of a message: what a transport is given to send, and the JSON that parameters become. How other values
//! become a body stands in `body_param`, `stream`, and `multipart`.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use serde::Serialize;

use super::multipart_body::MultipartBody;
use super::stream::{Reading, StreamBody};

/// A value that can be a member of a JSON body or of a form: anything that is [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a member of a body",
    label = "this parameter goes into the body",
    note = "a member of a body implements `serde::Serialize` (for a local type, `#[derive(serde::Serialize)]`); bytes, text, and streams are the whole body, with `#[body]`; a `sigpost::Part` needs the key `multipart`"
)]
pub trait FieldParam: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> FieldParam for T {}

/// A value whose members can be the pairs of a form: anything that is [`Serialize`] and has members.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a form",
    label = "the members of this are to be the pairs of a form",
    note = "the `#[body]` of a form implements `serde::Serialize` and has members (for a local type, `#[derive(serde::Serialize)]`); bytes, text, and streams are sent as they are without the key `form`, or with `json` in a group that says it"
)]
pub trait FormParam: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> FormParam for T {}

/// The body of a message on its way to or from a [`Transport`](crate::Transport): bytes at hand, or bytes that arrive.
pub struct Body(Inner);

enum Inner {
    /// Until it is read; then empty.
    Whole(Bytes),
    Arriving(BoxBody),
    // Boxed, as each request and answer is moved a dozen times with room for the largest.
    Stream(Box<Reading>),
    Multipart(Box<MultipartBody>),
}

/// A body of any kind, as it arrives.
pub(super) type BoxBody = UnsyncBoxBody<Bytes, BoxError>;

/// Whatever went wrong while a body was read.
pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl Body {
    /// No bytes at all.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// A body of any other kind, read as it arrives. A `Body` is given back as it is.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let mut body = Some(body);
        let own = (&mut body as &mut dyn Any).downcast_mut::<Option<Self>>().and_then(Option::take);
        match (own, body) {
            (Some(own), _) => own,
            (None, Some(body)) => Self(Inner::Arriving(body.map_err(Into::into).boxed_unsync())),
            (None, None) => Self::empty(),
        }
    }

    pub(super) fn stream(source: StreamBody) -> Self {
        Self(Inner::Stream(Box::new(Reading::new(source))))
    }

    pub(super) fn multipart(body: MultipartBody) -> Self {
        Self(Inner::Multipart(Box::new(body)))
    }

    /// The bytes, where they are at hand already and have not been read as a frame.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The bytes, where they are at hand already and have not been read as a frame.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Whole(bytes) => Ok(bytes),
            other => Err(Self(other)),
        }
    }

    /// The same body from its beginning, to be sent once more; none if its bytes can be had only once.
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Inner::Whole(bytes) => Some(Self::from(bytes.clone())),
            Inner::Arriving(_) => None,
            Inner::Stream(reading) => reading.again().map(|reading| Self(Inner::Stream(Box::new(reading)))),
            Inner::Multipart(body) => body.again().map(|body| Self(Inner::Multipart(Box::new(body)))),
        }
    }

    /// The same body from its beginning, to be sent in case that nothing is read of this one: see
    /// [`is_spent`](Self::is_spent).
    pub(crate) fn spare(&self) -> Option<Self> {
        match &self.0 {
            Inner::Whole(bytes) => Some(Self::from(bytes.clone())),
            Inner::Arriving(_) => None,
            Inner::Stream(reading) => Some(Self::stream(reading.source().clone())),
            Inner::Multipart(body) => Some(Self::multipart(body.spare())),
        }
    }

    /// Whether bytes of it are gone, which could be had only once.
    pub(crate) fn is_spent(&self) -> bool {
        match &self.0 {
            Inner::Whole(_) | Inner::Arriving(_) => false,
            Inner::Stream(reading) => reading.source().check().is_err(),
            Inner::Multipart(body) => body.is_spent(),
        }
    }

    /// The parts, if there are any.
    pub(crate) fn as_multipart(&self) -> Option<&MultipartBody> {
        match &self.0 {
            Inner::Multipart(body) => Some(body),
            _ => None,
        }
    }

    /// Whether both would send the same. Of streams that is known only where they come from one source.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Inner::Whole(one), Inner::Whole(other)) => one == other,
            (Inner::Stream(one), Inner::Stream(other)) => one.source() == other.source(),
            (Inner::Multipart(one), Inner::Multipart(other)) => one.parts() == other.parts(),
            _ => false,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Whole(bytes))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.get_mut().0 {
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Inner::Arriving(body) => Pin::new(body).poll_frame(context),
            Inner::Stream(reading) => reading.poll_data(context).map_ok(Frame::data),
            Inner::Multipart(body) => body.poll_data(context).map_ok(Frame::data),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_empty(),
            Inner::Arriving(body) => body.is_end_stream(),
            Inner::Stream(_) | Inner::Multipart(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Arriving(body) => body.size_hint(),
            Inner::Stream(reading) => hint(reading.remaining()),
            Inner::Multipart(body) => hint(body.remaining()),
        }
    }
}

fn hint(remaining: Option<u64>) -> SizeHint {
    remaining.map(SizeHint::with_exact).unwrap_or_default()
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Arriving(_) => f.write_str("Body(arriving)"),
            Inner::Stream(reading) => write!(f, "Body({:?})", reading.source()),
            Inner::Multipart(body) => write!(f, "Body({} parts)", body.parts().len()),
        }
    }
}

/// Shows what is sent: text as it is, and of anything else how much it is.
impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => f.write_str(text),
                Err(_) => write!(f, "<{} bytes>", bytes.len()),
            },
            Inner::Arriving(_) => f.write_str("<stream>"),
            Inner::Stream(reading) => fmt::Display::fmt(reading.source(), f),
            Inner::Multipart(body) => fmt::Display::fmt(body, f),
        }
    }
}

/// What is reserved for an object, in bytes, so that a small one need not grow.
const USUAL_SIZE: usize = 128;

/// A JSON object while it is being written.
#[derive(Default)]
pub(super) struct JsonBody {
    bytes: Vec<u8>,
}

impl JsonBody {
    /// Begins an object, if none is begun; an object without members is sent as `{}`.
    pub(super) fn open(&mut self) {
        if self.bytes.is_empty() {
            self.bytes.reserve(USUAL_SIZE);
            self.bytes.push(b'{');
        }
    }

    /// Begins a member; its value is to be written to what is returned.
    pub(super) fn member(&mut self, name: &str) -> serde_json::Result<&mut Vec<u8>> {
        self.open();
        if self.bytes.len() > 1 {
            self.bytes.push(b',');
        }
        // Most names are identifiers, of which nothing is to be escaped.
        if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.bytes.push(b'"');
            self.bytes.extend_from_slice(name.as_bytes());
            self.bytes.push(b'"');
        } else {
            serde_json::to_writer(&mut self.bytes, name)?;
        }
        self.bytes.push(b':');
        Ok(&mut self.bytes)
    }

    /// The finished object.
    pub(super) fn finish(mut self) -> Bytes {
        self.open();
        self.bytes.push(b'}');
        Bytes::from(self.bytes)
    }
}
