//! What can go wrong after a call, while the body of its answer is read as it arrives.

use std::error::Error as StdError;
use std::fmt;

use super::response::write_shown;
use crate::response::{BodyError, DecodeError};

/// Why a [`ByteStream`](crate::ByteStream) broke off, or an item of [`Lines`](crate::Lines) or
/// [`Events`](crate::Events) is missing.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke; nothing comes after this. The source says why.
    Broken(Box<dyn StdError + Send + Sync>),
    /// There is more than the limit allows.
    TooLarge {
        /// How much is allowed, in bytes.
        limit: usize,
        /// Which line or event it is, from 1; `None` for all of a stream. The next ones can be read.
        number: Option<u64>,
    },
    /// A line or event is not of the declared type. The next ones can be read.
    Unreadable(Box<UnreadableItem>),
    /// It could not be written where it was to go.
    Write(std::io::Error),
}

/// A line or event that is not of the declared type.
#[derive(Debug)]
pub struct UnreadableItem {
    number: u64,
    event: Option<String>,
    text: String,
    error: DecodeError,
}

impl StreamError {
    pub(crate) fn unreadable(number: u64, event: Option<String>, text: String, error: DecodeError) -> Self {
        Self::Unreadable(Box::new(UnreadableItem { number, event, text, error }))
    }

    /// Whether the connection broke.
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Broken(_))
    }

    /// Whether it broke off because nothing came for too long.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Broken(cause) => matches!(cause.downcast_ref(), Some(BodyError::Stalled(_))),
            _ => false,
        }
    }

    /// Which line or event this is about, from 1. Blank lines are counted; what of server-sent events has no data is not.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::TooLarge { number, .. } => *number,
            Self::Unreadable(item) => Some(item.number),
            Self::Broken(_) | Self::Write(_) => None,
        }
    }
}

impl UnreadableItem {
    /// Which line or event of the stream it is, from 1, as [`StreamError::number`] counts.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where in the JSON the fault is, as `choices[0].delta`; `None` if it is not in the JSON, or is all of it.
    pub fn json_path(&self) -> Option<&str> {
        self.error.json_path.as_deref()
    }

    /// The name of the event, `message` if it has none; `None` for a line. Where an API sends events of several kinds,
    /// those of no interest can be told by it.
    pub fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// What came: the line, or the data of the event. Bytes that are no UTF-8 are `U+FFFD`.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// As `blocking` inside an async runtime gives it.
impl From<crate::request::RequestError> for StreamError {
    fn from(error: crate::request::RequestError) -> Self {
        Self::Broken(error.into())
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(_) if self.is_timeout() => f.write_str("nothing more of the body came in time"),
            Self::Broken(_) => f.write_str("the connection broke in the middle of the body"),
            Self::TooLarge { limit, number: None } => {
                write!(f, "the body is larger than the limit of {limit} bytes")
            }
            Self::TooLarge { limit, number: Some(number) } => {
                write!(f, "item {number} of the stream is larger than the limit of {limit} bytes")
            }
            Self::Unreadable(item) => {
                write!(f, "item {} of the stream could not be read", item.number)?;
                match item.json_path() {
                    Some(path) => {
                        f.write_str(", at `")?;
                        write_shown(f, path)?;
                        f.write_str("`")
                    }
                    None => Ok(()),
                }
            }
            Self::Write(_) => f.write_str("the body could not be written where it was to go"),
        }
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Broken(cause) => Some(&**cause),
            Self::Unreadable(item) => Some(&*item.error.cause),
            Self::Write(error) => Some(error),
            Self::TooLarge { .. } => None,
        }
    }
}
