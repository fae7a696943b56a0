//! What a parameter can be the whole body as: the trait, JSON, and bytes and text as they are.

use std::error::Error as StdError;
use std::fmt;

use serde::Serialize;

use super::body::Body;
use super::stream::StreamBody;
use crate::response::{Bytes, Text, kind};

/// A value that can be the whole body of a request.
///
/// Everything that is [`Serialize`] is sent as JSON; [`Text`], [`Bytes`](crate::Bytes), [`StreamBody`], and
/// [`NdJson`](crate::NdJson) are sent as they are. `K`, one of the [kinds](kind), keeps these apart for the compiler,
/// which infers it. A type of one's own that is not `Serialize` can be anything:
///
/// ```
/// use sigpost::{Body, BodyParam, EncodeError, Endpoint, endpoint, kind};
///
/// struct Csv(Vec<[u32; 2]>);
///
/// impl BodyParam<kind::Plain> for Csv {
///     const MEDIA: &'static str = "text/csv";
///
///     fn to_body(&self) -> Result<Body, EncodeError> {
///         let lines: String = self.0.iter().map(|[x, y]| format!("{x},{y}\r\n")).collect();
///         Ok(Body::from(bytes::Bytes::from(lines)))
///     }
/// }
///
/// #[endpoint(PUT "/points")]
/// async fn put_points(#[body] points: Csv);
///
/// let request = put_points(Csv(vec![[1, 2]])).to_request("https://h.example")?;
/// assert_eq!(request.headers()["content-type"], "text/csv");
/// assert_eq!(request.body().as_bytes().unwrap(), "1,2\r\n");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a body",
    label = "this parameter is the body",
    note = "a body implements `serde::Serialize` (for a local type, `#[derive(serde::Serialize)]`), or is `sigpost::Text`, `sigpost::Bytes`, `sigpost::StreamBody`, or `sigpost::NdJson`"
)]
pub trait BodyParam<K> {
    /// The media type that is sent where neither the declaration nor a header says otherwise.
    const MEDIA: &'static str;

    /// The body.
    ///
    /// It is made whenever the request is built, to be shown or compared as well: what can be had only once is not to be
    /// taken here, but when the body is read.
    ///
    /// # Errors
    /// If the value cannot be sent.
    fn to_body(&self) -> Result<Body, EncodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> BodyParam<kind::Json> for T {
    const MEDIA: &'static str = "application/json";

    fn to_body(&self) -> Result<Body, EncodeError> {
        json_body(serde_json::to_vec(self))
    }
}

fn json_body(json: serde_json::Result<Vec<u8>>) -> Result<Body, EncodeError> {
    json.map(|json| Body::from(bytes::Bytes::from(json))).map_err(EncodeError::new)
}

#[diagnostic::do_not_recommend]
impl<T: BodyParam<kind::Plain> + ?Sized> BodyParam<kind::Plain> for &T {
    const MEDIA: &'static str = T::MEDIA;

    fn to_body(&self) -> Result<Body, EncodeError> {
        T::to_body(self)
    }
}

impl BodyParam<kind::Plain> for Bytes {
    const MEDIA: &'static str = "application/octet-stream";

    fn to_body(&self) -> Result<Body, EncodeError> {
        Ok(Body::from(self.0.clone()))
    }
}

impl BodyParam<kind::Plain> for Text {
    const MEDIA: &'static str = "text/plain; charset=utf-8";

    fn to_body(&self) -> Result<Body, EncodeError> {
        Ok(Body::from(bytes::Bytes::copy_from_slice(self.0.as_bytes())))
    }
}

impl BodyParam<kind::Plain> for StreamBody {
    const MEDIA: &'static str = "application/octet-stream";

    fn to_body(&self) -> Result<Body, EncodeError> {
        self.check()?;
        Ok(Body::stream(self.clone()))
    }
}

/// A parameter `impl Into<sigpost::Bytes>` takes all of these.
macro_rules! bytes_from {
    ($($type:ty),*) => {
        $(impl From<$type> for Bytes {
            fn from(content: $type) -> Self {
                Self(content.into())
            }
        })*
    };
}

bytes_from!(bytes::Bytes, Vec<u8>, String);

/// A copy of the bytes.
impl From<&[u8]> for Bytes {
    fn from(content: &[u8]) -> Self {
        Self(bytes::Bytes::copy_from_slice(content))
    }
}

/// A copy of the bytes.
impl<const N: usize> From<&[u8; N]> for Bytes {
    fn from(content: &[u8; N]) -> Self {
        Self(bytes::Bytes::copy_from_slice(content))
    }
}

/// A copy of the text.
impl From<&str> for Bytes {
    fn from(content: &str) -> Self {
        Self::from(content.as_bytes())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A copy of the text.
impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Why a value cannot be sent in a body.
#[derive(Debug)]
pub struct EncodeError(Box<dyn StdError + Send + Sync>);

impl EncodeError {
    /// An error with this cause.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(cause.into())
    }

    pub(super) fn into_cause(self) -> Box<dyn StdError + Send + Sync> {
        self.0
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be sent in a body")
    }
}

impl StdError for EncodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}
