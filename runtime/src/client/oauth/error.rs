//! Why an OAuth server gave no token, in words without a secret.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::error::write_shown;
use crate::request::RequestError;
use crate::transport::TransportError;

/// Why an OAuth server gave no token.
///
/// It is the [`source`](StdError::source) of the [`RequestError`] of a call:
///
/// ```
/// use std::error::Error as _;
///
/// use sigpost::{OAuthError, RequestError};
///
/// /// Whether the user has to sign in again.
/// fn is_signed_out(error: &RequestError) -> bool {
///     let oauth = error.source().and_then(|source| source.downcast_ref::<OAuthError>());
///     oauth.is_some_and(|error| error.code() == Some("invalid_grant"))
/// }
/// ```
#[derive(Debug)]
pub struct OAuthError {
    kind: Kind,
    status: Option<StatusCode>,
}

#[derive(Debug)]
enum Kind {
    Refused { code: String, description: Option<String> },
    NoOAuth,
    Unreadable(String),
    Transport(TransportError),
    Request(RequestError),
    Interrupted,
}

impl OAuthError {
    fn new(kind: Kind) -> Self {
        Self { kind, status: None }
    }

    pub(super) fn refused(code: String, description: Option<String>) -> Self {
        Self::new(Kind::Refused { code, description })
    }

    /// An answer that is none of an OAuth server.
    pub(super) fn no_oauth() -> Self {
        Self::new(Kind::NoOAuth)
    }

    /// A success that is no token; `reason` must not have any of it.
    pub(super) fn unreadable(reason: impl Into<String>) -> Self {
        Self::new(Kind::Unreadable(reason.into()))
    }

    pub(super) fn transport(error: TransportError) -> Self {
        Self::new(Kind::Transport(error))
    }

    pub(super) fn request(error: RequestError) -> Self {
        Self::new(Kind::Request(error))
    }

    pub(super) fn interrupted() -> Self {
        Self::new(Kind::Interrupted)
    }

    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status: Some(status), ..self }
    }

    /// The error code of RFC 6749, section 5.2, such as `invalid_grant`, if the server gave one.
    pub fn code(&self) -> Option<&str> {
        match &self.kind {
            Kind::Refused { code, .. } => Some(code),
            _ => None,
        }
    }

    /// What the server says beside the code.
    pub fn description(&self) -> Option<&str> {
        match &self.kind {
            Kind::Refused { description, .. } => description.as_deref(),
            _ => None,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl From<RequestError> for OAuthError {
    fn from(error: RequestError) -> Self {
        Self::request(error)
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Refused { code, description } => {
                write_shown(f, code)?;
                if let Some(description) = description {
                    f.write_str(": ")?;
                    write_shown(f, description)?;
                }
                Ok(())
            }
            Kind::NoOAuth => match self.status {
                Some(status) => write!(f, "the token server answered {status}, without an OAuth error"),
                None => f.write_str("the token server answered without an OAuth error"),
            },
            Kind::Unreadable(reason) => {
                write!(f, "the answer of the token server could not be read: {reason}")
            }
            Kind::Transport(_) => f.write_str("no answer came from the token server"),
            Kind::Request(_) => f.write_str("the token server could not be asked"),
            Kind::Interrupted => f.write_str("the exchange with the token server was interrupted"),
        }
    }
}

impl StdError for OAuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.kind {
            Kind::Transport(error) => Some(error),
            Kind::Request(error) => Some(error),
            Kind::Refused { .. } | Kind::NoOAuth | Kind::Unreadable(_) | Kind::Interrupted => None,
        }
    }
}
