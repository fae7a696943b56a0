//! A success that could not be read: cut off, too large, or not of the declared type.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use super::ErrorResponse;
use super::response::{write_attempts, write_shown};
use crate::response::{BodyError, DecodeError};

/// A success that could not be read, with what came of it: status, headers, and body (through [`Deref`]).
#[derive(Debug)]
pub struct MalformedResponse {
    response: ErrorResponse,
    json_path: Option<String>,
}

impl MalformedResponse {
    pub(crate) fn unreadable(response: ErrorResponse, error: DecodeError) -> Self {
        let DecodeError { json_path, cause } = error;
        Self { response: response.caused_by(cause), json_path }
    }

    pub(crate) fn cut_off(response: ErrorResponse, error: BodyError) -> Self {
        Self { response: response.caused_by(error), json_path: None }
    }

    pub(crate) fn after(self, attempts: u32) -> Self {
        Self { response: self.response.after(attempts), ..self }
    }

    /// Where in the JSON the fault is, as `invite.inviter.roles[2]`; `None` if it is not in the JSON, or is all of it.
    pub fn json_path(&self) -> Option<&str> {
        self.json_path.as_deref()
    }

    /// The answer.
    pub fn response(&self) -> &ErrorResponse {
        &self.response
    }
}

impl Deref for MalformedResponse {
    type Target = ErrorResponse;

    fn deref(&self) -> &ErrorResponse {
        &self.response
    }
}

impl fmt::Display for MalformedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.write_head(f)?;
        match &self.json_path {
            Some(path) => {
                f.write_str(", but `")?;
                write_shown(f, path)?;
                f.write_str("` in the body could not be read")
            }
            None if self.response.is_timeout() => f.write_str(", but the body did not arrive in time"),
            None if self.response.is_unclaimed() => {
                f.write_str(", but no variant of what it returns is for this status")
            }
            None => f.write_str(", but the body could not be read"),
        }?;
        write_attempts(f, self.response.attempts())
    }
}

impl StdError for MalformedResponse {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.response.source()
    }
}
