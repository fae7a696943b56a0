//! The body of a request: what a transport is given to send, and the JSON that parameters become.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use serde::Serialize;

/// A value that can be sent in a JSON body: anything that is [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in a JSON body",
    label = "this parameter goes into the body",
    note = "a body parameter implements `serde::Serialize`; for a local type, `#[derive(serde::Serialize)]`"
)]
pub trait BodyParam: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> BodyParam for T {}

/// The body of a message on its way to or from a [`Transport`](crate::Transport): bytes at hand, or bytes that arrive.
pub struct Body(Inner);

enum Inner {
    /// Until it is read; then empty.
    Whole(Bytes),
    Arriving(UnsyncBoxBody<Bytes, BoxError>),
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl Body {
    /// No bytes at all.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// A body of any other kind, read as it arrives.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Arriving(body.map_err(Into::into).boxed_unsync()))
    }

    /// The bytes, where they are at hand already and have not been read as a frame.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Arriving(_) => None,
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
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_empty(),
            Inner::Arriving(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Arriving(body) => body.size_hint(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(arriving)"),
        }
    }
}

/// What is reserved for an object, in bytes, so that a small one need not grow.
const USUAL_SIZE: usize = 128;

/// The JSON body while it is being written: nothing yet, an object that takes members, or one whole value.
#[derive(Default)]
pub(super) struct JsonBody {
    bytes: Vec<u8>,
    open_object: bool,
}

impl JsonBody {
    /// Begins an object, if none is begun; an object without members is sent as `{}`.
    pub(super) fn open(&mut self) {
        if !self.open_object {
            self.bytes.reserve(USUAL_SIZE);
            self.bytes.push(b'{');
            self.open_object = true;
        }
    }

    pub(super) fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> serde_json::Result<()> {
        self.name(name)?;
        serde_json::to_writer(&mut self.bytes, value)
    }

    pub(super) fn whole<T: Serialize + ?Sized>(&mut self, value: &T) -> serde_json::Result<()> {
        serde_json::to_writer(&mut self.bytes, value)
    }

    fn name(&mut self, name: &str) -> serde_json::Result<()> {
        self.open();
        if self.bytes.len() > 1 {
            self.bytes.push(b',');
        }
        serde_json::to_writer(&mut self.bytes, name)?;
        self.bytes.push(b':');
        Ok(())
    }

    /// The finished body, if there is one.
    pub(super) fn finish(mut self) -> Option<Bytes> {
        if self.open_object {
            self.bytes.push(b'}');
        }
        (!self.bytes.is_empty()).then(|| Bytes::from(self.bytes))
    }
}
