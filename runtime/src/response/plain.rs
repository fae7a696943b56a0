//! Answers that are taken whole and as they are: text and bytes.

use std::fmt;
use std::ops::Deref;

use http::response::Parts;

use super::decode::{DecodeError, FromResponse, kind, whole};
use crate::request::Body;

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
