//! Answers that are taken as they are: text, bytes, and bytes as they arrive.

use std::fmt;
use std::ops::Deref;

use http::response::Parts;

use super::decode::{FromResponse, Streamed, arriving, kind, whole};
use super::decode_error::DecodeError;
use crate::byte_stream::ByteStream;
use crate::request::Body;

/// An answer taken as text (UTF-8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(pub String);

impl FromResponse<kind::Plain> for Text {
    const ACCEPT: &'static str = "text/plain, */*;q=0.8";

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        Self::read(whole(body)?)
    }
}

impl Text {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        match std::str::from_utf8(bytes) {
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

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
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

impl PartialEq<[u8]> for Bytes {
    fn eq(&self, other: &[u8]) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&[u8]> for Bytes {
    fn eq(&self, other: &&[u8]) -> bool {
        *self.0 == **other
    }
}

impl<const N: usize> PartialEq<[u8; N]> for Bytes {
    fn eq(&self, other: &[u8; N]) -> bool {
        *self.0 == *other
    }
}

impl<const N: usize> PartialEq<&[u8; N]> for Bytes {
    fn eq(&self, other: &&[u8; N]) -> bool {
        *self.0 == **other
    }
}

/// `None` for an empty body, as an `Option` that is read from JSON.
macro_rules! unless_empty {
    ($plain:ty) => {
        impl FromResponse<kind::Plain> for Option<$plain> {
            const ACCEPT: &'static str = <$plain as FromResponse<kind::Plain>>::ACCEPT;

            fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
                match whole(body)?.is_empty() {
                    true => Ok(None),
                    false => <$plain>::from_response(head, body).map(Some),
                }
            }
        }
    };
}

unless_empty!(Text);
unless_empty!(Bytes);

impl FromResponse<kind::Plain> for ByteStream {
    const ACCEPT: &'static str = "*/*";
    const STREAMED: Streamed = Streamed::Always;

    fn from_response(_: &Parts, body: &mut Body) -> Result<Self, DecodeError> {
        Ok(arriving(body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_bytes_are_compared_with_literals() {
        let text = Text("ok".to_owned());
        assert!(text == "ok" && text == *"ok" && text != "no");
        let bytes = Bytes("ok".into());
        assert!(
            bytes == b"ok"
                && bytes == *b"ok"
                && bytes == b"ok"[..]
                && bytes == b"ok".as_slice()
                && bytes != b"no"
        );
    }
}
