//! The body of a request while it is being written: nothing yet, members in one of the encodings, or one whole value.

use bytes::Bytes;

use super::body::{Body, JsonBody};
use super::body_param::EncodeError;
use super::multipart::NamedPart;
use super::multipart_body::MultipartBody;

#[derive(Default)]
pub(super) enum Content {
    #[default]
    Nothing,
    Json(JsonBody),
    /// Pairs, as in a query.
    Form(String),
    Multipart(Vec<NamedPart>),
    Whole {
        media: &'static str,
        body: Body,
    },
}

impl Content {
    pub(super) fn json(&mut self) -> Result<&mut JsonBody, EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Json(JsonBody::default());
        }
        match self {
            Self::Json(json) => Ok(json),
            _ => Err(EncodeError::new(OTHER_ENCODING)),
        }
    }

    pub(super) fn form(&mut self) -> Result<&mut String, EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Form(String::new());
        }
        match self {
            Self::Form(pairs) => Ok(pairs),
            _ => Err(EncodeError::new(OTHER_ENCODING)),
        }
    }

    pub(super) fn parts(&mut self) -> Result<&mut Vec<NamedPart>, EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Multipart(Vec::new());
        }
        match self {
            Self::Multipart(parts) => Ok(parts),
            _ => Err(EncodeError::new(OTHER_ENCODING)),
        }
    }

    pub(super) fn whole(&mut self, media: &'static str, body: Body) -> Result<(), EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Whole { media, body };
            return Ok(());
        }
        Err(EncodeError::new(OTHER_ENCODING))
    }

    /// The finished body, if there is one.
    pub(super) fn finish(self) -> Option<Finished> {
        match self {
            Self::Nothing => None,
            Self::Json(json) => Some(Finished::new("application/json", Body::from(json.finish()))),
            Self::Form(pairs) => {
                Some(Finished::new("application/x-www-form-urlencoded", Body::from(Bytes::from(pairs))))
            }
            Self::Multipart(parts) => {
                let body = MultipartBody::new(parts);
                let boundary = Some(body.boundary().to_owned());
                Some(Finished { media: "multipart/form-data", boundary, body: Body::multipart(body) })
            }
            Self::Whole { media, body } => Some(Finished::new(media, body)),
        }
    }
}

const OTHER_ENCODING: &str = "the body is written already, or in another encoding";

/// A body with what is said about it.
pub(super) struct Finished {
    /// The media type that is usual.
    pub(super) media: &'static str,
    /// What separates its parts.
    pub(super) boundary: Option<String>,
    pub(super) body: Body,
}

impl Finished {
    fn new(media: &'static str, body: Body) -> Self {
        Self { media, boundary: None, body }
    }
}
