//! What can go wrong in a call, the same outside for every endpoint. The declared errors of one endpoint are `E` here;
//! how an answer becomes one of them is in `response`.

mod declared;
mod malformed;
mod nested;
mod report;
mod response;
mod stream;

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

pub use self::declared::{Declared, ErrorSet};
pub use self::malformed::MalformedResponse;
pub use self::nested::{
    NestedErrors, NestedSet, Nests, count_errors, debug_of, errors_of, joined_errors, response_of,
};
pub use self::report::Report;
pub use self::response::ErrorResponse;
pub(crate) use self::response::write_attempts;
#[cfg(feature = "oauth2")]
pub(crate) use self::response::write_shown;
pub use self::stream::{StreamError, UnreadableItem};
use crate::request::RequestError;
use crate::transport::TransportError;

/// Why a call gave no value. `E` is the enum of the endpoint's declared errors.
///
/// ```
/// # use sigpost::{Error, ErrorSet};
/// fn describe<E: ErrorSet>(error: &Error<E>) -> String {
///     match error {
///         Error::Request(error) => format!("nothing was sent: {error}"),
///         Error::Transport(error) => format!("no answer: {error}"),
///         Error::Declared(_) => "one of the errors that the declaration names".into(),
///         Error::Undeclared(response) => format!("status {}, body {:?}", response.status(), response.body_text()),
///         Error::Malformed(response) => format!("unreadable at {:?}", response.json_path()),
///         _ => error.to_string(),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = Infallible> {
    /// The request could not be built; nothing was sent.
    Request(RequestError),
    /// There was no answer: no connection, a broken one, or none in time.
    Transport(TransportError),
    /// An error of the declaration.
    Declared(E),
    /// An answer that is no success and none of the declared errors.
    Undeclared(ErrorResponse),
    /// A success that could not be read.
    Malformed(MalformedResponse),
}

/// How far a failed call got: what a caller must know before sending it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// Nothing reached the server.
    NotSent,
    /// The server may have received the request, and may have acted on it.
    MaybeSent,
    /// The server answered.
    Answered,
}

impl<E: ErrorSet> Error<E> {
    /// How far the call got.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Request(_) => Delivery::NotSent,
            Self::Transport(error) => error.delivery(),
            Self::Declared(_) | Self::Undeclared(_) | Self::Malformed(_) => Delivery::Answered,
        }
    }

    /// The answer, if there was one: status, headers, and body.
    pub fn response(&self) -> Option<&ErrorResponse> {
        match self {
            Self::Request(_) | Self::Transport(_) => None,
            Self::Declared(error) => Some(error.response()),
            Self::Undeclared(response) => Some(response),
            Self::Malformed(malformed) => Some(malformed),
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(ErrorResponse::status)
    }

    /// The header fields of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(ErrorResponse::headers)
    }

    /// The code of the error in the body, if the client's [`ErrorFormat`](crate::ErrorFormat) found one.
    pub fn code(&self) -> Option<&str> {
        self.response().and_then(ErrorResponse::code)
    }

    /// What the server says of the error, for people to read.
    pub fn message(&self) -> Option<&str> {
        self.response().and_then(ErrorResponse::message)
    }

    /// The JSON of the error's detail, if the error format found any.
    pub fn detail_json(&self) -> Option<&str> {
        self.response().and_then(ErrorResponse::detail_json)
    }

    /// The server's name for this exchange, from `X-Request-Id` or one of its kin.
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(ErrorResponse::request_id)
    }

    /// How long the server asks to wait before the next try (RFC 9110, section 10.2.3).
    pub fn retry_after(&self) -> Option<Duration> {
        self.response().and_then(ErrorResponse::retry_after)
    }

    /// How often the request was sent, redirects and second tries included; 0 if it could not be built.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Request(_) => 0,
            Self::Transport(error) => error.attempts(),
            _ => self.response().map_or(1, ErrorResponse::attempts),
        }
    }

    /// Whether the time ran out, be it before the answer or in the middle of it.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            _ => self.response().is_some_and(ErrorResponse::is_timeout),
        }
    }

    /// What the variant holds; of a declared error, the answer, which says all that there is to say.
    fn content(&self) -> &(dyn StdError + 'static) {
        match self {
            Self::Request(error) => error,
            Self::Transport(error) => error,
            Self::Declared(error) => error.response(),
            Self::Undeclared(response) => response,
            Self::Malformed(malformed) => malformed,
        }
    }
}

impl<E: ErrorSet> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.content(), f)
    }
}

impl<E: ErrorSet> StdError for Error<E> {
    /// The cause. The variants' own contents are no sources, since `Display` has said what they say.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.content().source()
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
