//! Why a success cannot be read.

use std::error::Error as StdError;
use std::fmt;

use http::header::CONTENT_ENCODING;
use http::{HeaderMap, StatusCode};

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

    /// Names the content coding of the body (RFC 9110, section 8.4), if it has one: what decodes it takes that field away.
    pub(super) fn in_coding_of(self, headers: &HeaderMap) -> Self {
        let coding = headers.get(CONTENT_ENCODING).map(|coding| String::from_utf8_lossy(coding.as_bytes()));
        match coding {
            Some(coding)
                if !coding.eq_ignore_ascii_case("identity") && !self.cause.is::<UnclaimedStatus>() =>
            {
                Self::new(Encoded { coding: coding.into_owned(), cause: self.cause })
            }
            _ => self,
        }
    }
}

/// A body that nothing has decoded.
#[derive(Debug)]
struct Encoded {
    coding: String,
    cause: Box<dyn StdError + Send + Sync>,
}

impl fmt::Display for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body has the content coding `{}`, which nothing has decoded", self.coding)
    }
}

impl StdError for Encoded {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.cause)
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

/// A success with a status that its type has no variant for.
#[derive(Debug)]
pub(crate) struct UnclaimedStatus {
    pub(crate) name: &'static str,
    pub(crate) status: StatusCode,
}

impl fmt::Display for UnclaimedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` has no variant for the status {}", self.name, self.status.as_str())
    }
}

impl StdError for UnclaimedStatus {}
