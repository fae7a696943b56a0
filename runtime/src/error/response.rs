//! An answer that is not what was asked for, whole: status, headers, body, and what the error format found in it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LOCATION, CONTENT_TYPE, LINK, LOCATION, REFRESH};
use http::{HeaderMap, HeaderName, StatusCode};

use super::Declared;
use crate::request::guard;
use crate::response::{
    BodyError, ErrorBody, Excerpt, FromJson, UnclaimedStatus, json, request_id, retry_after,
};
use crate::spec::EndpointSpec;

/// What has an address.
const ADDRESSES: [HeaderName; 4] = [CONTENT_LOCATION, LINK, LOCATION, REFRESH];

/// How much of a server's message, code, or the like stands in `Display`, in characters.
const SHOWN: usize = 400;

/// An answer that is not what was asked for: an error of the API, of a proxy, or a success that could not be read.
///
/// Its `Display` is one line: endpoint, status, code, message.
pub struct ErrorResponse(Box<Inner>);

struct Inner {
    spec: &'static EndpointSpec,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    truncated: bool,
    code: Option<Excerpt>,
    message: Option<Excerpt>,
    detail: Option<Excerpt>,
    cause: Option<Box<dyn StdError + Send + Sync>>,
    attempts: u32,
    /// Whether this would be a declared error if its detail were of the declared type.
    unfit_detail: bool,
    /// Of a success that could not be read, where the fault is. Here, so that every error of a call is one pointer.
    json_path: Option<String>,
}

impl ErrorResponse {
    pub(crate) fn new(
        spec: &'static EndpointSpec,
        head: http::response::Parts,
        body: Bytes,
        truncated: bool,
        found: Option<ErrorBody>,
    ) -> Self {
        let ErrorBody { code, message, detail } = found.unwrap_or_default();
        let mut headers = head.headers;
        let has_secrets = spec.parameters.iter().any(|parameter| parameter.sensitive);
        for (name, value) in &mut headers {
            guard(name, value);
            // Servers repeat the address of a request, and with it a key.
            if ADDRESSES.contains(name) && (has_secrets || value.as_bytes().contains(&b'?')) {
                value.set_sensitive(true);
            }
        }
        Self(Box::new(Inner {
            spec,
            status: head.status,
            headers,
            body,
            truncated,
            code,
            message,
            detail,
            cause: None,
            attempts: 1,
            unfit_detail: false,
            json_path: None,
        }))
    }

    pub(super) fn at(mut self, json_path: Option<String>) -> Self {
        self.0.json_path = json_path;
        self
    }

    pub(super) fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// Sets the cause, unless there is one already: what comes later follows from it.
    pub(crate) fn caused_by(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.cause.get_or_insert_with(|| cause.into());
        self
    }

    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Whether the connection or the time came to an end before the body.
    pub(crate) fn is_cut_off(&self) -> bool {
        let cause = self.0.cause.as_deref().and_then(|cause| cause.downcast_ref());
        matches!(cause, Some(BodyError::Broken(_) | BodyError::TimedOut(_)))
    }

    /// Whether the body is cut off because the time ran out.
    pub(crate) fn is_timeout(&self) -> bool {
        let cause = self.0.cause.as_deref().and_then(|cause| cause.downcast_ref());
        matches!(cause, Some(BodyError::TimedOut(_)))
    }

    /// Whether this is a success with a status that its type has no variant for.
    pub(super) fn is_unclaimed(&self) -> bool {
        self.0.cause.as_deref().is_some_and(|cause| cause.is::<UnclaimedStatus>())
    }

    /// The endpoint that was called.
    pub fn endpoint(&self) -> &'static EndpointSpec {
        self.0.spec
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body as it came, or [as much of it](Self::is_truncated) as came or is kept.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The body as text; bytes that are no UTF-8 become `U+FFFD`.
    pub fn body_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.0.body)
    }

    /// Whether the body is only the beginning of what the server sent or meant to send.
    pub fn is_truncated(&self) -> bool {
        self.0.truncated
    }

    /// The code of the error, if the client's [`ErrorFormat`](crate::ErrorFormat) found one.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_ref()?.text(&self.0.body)
    }

    pub(crate) fn code_bytes(&self) -> Option<&[u8]> {
        self.0.code.as_ref()?.bytes(&self.0.body)
    }

    /// What the server says of the error, for people to read.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_ref()?.text(&self.0.body)
    }

    /// The JSON of the error's detail, if the error format found any.
    pub fn detail_json(&self) -> Option<&str> {
        self.0.detail.as_ref()?.text(&self.0.body)
    }

    /// The server's name for this exchange, from `X-Request-Id` or one of its kin.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.0.headers)
    }

    /// How long the server asks to wait before the next try (RFC 9110, section 10.2.3): given in seconds or as a date.
    /// A date in the past is no time at all.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.0.headers)
    }

    /// How often the request was sent until this answer came, redirects and second tries included.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// This answer as a declared error without a detail.
    pub fn without_detail(self) -> Declared {
        Declared::new((), self)
    }

    /// This answer as a declared error with a detail of type `D`.
    ///
    /// # Errors
    /// If the detail is no `D`, the answer comes back, with the reason as its [`source`](StdError::source).
    pub fn with_detail<D: FromJson>(self) -> Result<Declared<D>, Self> {
        match json::decode::<D>(self.detail_json().unwrap_or("null")) {
            Ok(detail) => Ok(Declared::new(detail, self)),
            Err(error) => {
                let mut unfit = self.caused_by(error);
                unfit.0.unfit_detail = true;
                Err(unfit)
            }
        }
    }

    /// `create_invite: 422 Unprocessable Entity`
    pub(super) fn write_head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.spec.name, self.0.status.as_str())?;
        match self.0.status.canonical_reason() {
            Some(reason) => write!(f, " {reason}"),
            None => Ok(()),
        }
    }

    fn write_body_summary(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.body.is_empty() {
            return f.write_str(", empty body");
        }
        let media = self.0.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let more = if self.0.truncated { " or more" } else { "" };
        write!(f, ", {} bytes{more} of ", self.0.body.len())?;
        write_shown(f, media.unwrap_or("an unnamed media type"))
    }
}

/// Writes how often a request was sent, if more than once.
pub(crate) fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: u32) -> fmt::Result {
    if attempts > 1 { write!(f, " (after {attempts} attempts)") } else { Ok(()) }
}

/// Writes what a server said in one line of bounded length.
pub(crate) fn write_shown(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for (index, character) in text.chars().enumerate() {
        if index == SHOWN {
            return f.write_str("…");
        }
        let breaks_line = character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
        let shown = if breaks_line { ' ' } else { character };
        fmt::Write::write_char(f, shown)?;
    }
    Ok(())
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_head(f)?;
        if let Some(code) = self.code() {
            f.write_str(", ")?;
            write_shown(f, code)?;
        }
        if let Some(message) = self.message() {
            f.write_str(": ")?;
            write_shown(f, message)?;
        }
        if self.code().is_none() && self.message().is_none() {
            self.write_body_summary(f)?;
        }
        if self.0.unfit_detail {
            f.write_str(" (its detail could not be read)")?;
        }
        if self.0.status == StatusCode::FORBIDDEN && !self.0.spec.scopes.is_empty() {
            write!(f, " (the endpoint takes one of the scopes: {})", self.0.spec.scopes.join(", "))?;
        }
        write_attempts(f, self.0.attempts)
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("endpoint", &self.0.spec.name)
            .field("status", &self.0.status)
            .field("headers", &self.0.headers)
            .field("body", &self.body_text())
            .field("truncated", &self.0.truncated)
            .field("code", &self.code())
            .field("message", &self.message())
            .field("attempts", &self.0.attempts)
            .field("cause", &self.0.cause)
            .finish()
    }
}

impl StdError for ErrorResponse {
    /// Why the detail or the body could not be read.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }
}
