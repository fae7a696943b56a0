//! A success that could not be read: cut off, too large, or not of the declared type.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use super::ErrorResponse;
use super::response::{write_attempts, write_shown};
use crate::response::{BodyError, DecodeError};

/// A success that could not be read, with what came of it: status, headers, and body (through [`Deref`]).
pub struct MalformedResponse(ErrorResponse);

impl MalformedResponse {
    pub(crate) fn unreadable(response: ErrorResponse, error: DecodeError) -> Self {
        let DecodeError { json_path, cause } = error;
        Self(response.caused_by(cause).at(json_path))
    }

    pub(crate) fn cut_off(response: ErrorResponse, error: BodyError) -> Self {
        Self(response.caused_by(error))
    }

    pub(crate) fn after(self, attempts: u32) -> Self {
        Self(self.0.after(attempts))
    }

    /// Where in the JSON the fault is, as `invite.inviter.roles[2]`; `None` if it is not in the JSON, or is all of it.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path()
    }

    /// The answer.
    pub fn response(&self) -> &ErrorResponse {
        &self.0
    }
}

impl Deref for MalformedResponse {
    type Target = ErrorResponse;

    fn deref(&self) -> &ErrorResponse {
        &self.0
    }
}

impl fmt::Display for MalformedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_head(f)?;
        match self.json_path() {
            Some(path) => {
                f.write_str(", but `")?;
                write_shown(f, path)?;
                f.write_str("` in the body could not be read")
            }
            None if self.0.is_timeout() => f.write_str(", but the body did not arrive in time"),
            None if self.0.is_unclaimed() => {
                f.write_str(", but no variant of what it returns is for this status")
            }
            None => f.write_str(", but the body could not be read"),
        }?;
        write_attempts(f, self.0.attempts())
    }
}

impl fmt::Debug for MalformedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MalformedResponse")
            .field("response", &self.0)
            .field("json_path", &self.json_path())
            .finish()
    }
}

impl StdError for MalformedResponse {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
