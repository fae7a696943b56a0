//! Reading answers: from an [`http::Response`] to the declared value or the right error. No I/O.

mod body;
mod decode;
mod decode_error;
mod error_format;
mod events;
mod head;
pub(crate) mod json;
mod json_path;
mod json_walk;
mod line_reader;
mod lines;
mod members;
mod named_events;
mod plain;
mod present;
mod with_head;

use http::StatusCode;

pub(crate) use self::body::{BodyError, Collected, collect};
use self::body::{Kept, kept};
pub(crate) use self::decode::Wants;
pub use self::decode::{FromJson, FromMember, FromResponse, ResponseDecoder, Streamed, kind};
pub use self::decode_error::DecodeError;
pub(crate) use self::decode_error::UnclaimedStatus;
pub(crate) use self::error_format::Excerpt;
pub use self::error_format::{Apia, Detect, ErrorBody, ErrorFormat, Flat, ProblemDetails};
pub use self::events::{Event, Events};
pub use self::head::{request_id, retry_after};
pub use self::lines::Lines;
pub use self::members::FromMembers;
pub use self::named_events::Named;
pub use self::plain::{Bytes, Text};
pub use self::present::present;
use crate::error::{Delivery, Error, ErrorResponse, ErrorSet, MalformedResponse};
use crate::request::{Body, RequestError};
use crate::spec::{EndpointSpec, ErrorSpec};
use crate::trace::CallTrace;
use crate::transport::TransportError;

/// What came of a call, as far as it can be told without the types of the endpoint.
pub(crate) type Outcome = Result<Success, Failure>;

/// An answer that is no error. In a box, as an outcome is moved half a dozen times, with room for the largest.
pub(crate) struct Success(Box<Answered>);

struct Answered {
    spec: &'static EndpointSpec,
    head: http::response::Parts,
    /// At hand, or arriving, as the type of the answer wants it.
    body: Body,
    /// How much of the body an error keeps, in bytes.
    error_body_limit: usize,
    /// Of the call that it is the answer to.
    trace: CallTrace,
}

/// Why there is nothing to read.
pub(crate) enum Failure {
    Request(RequestError),
    Transport(TransportError),
    /// An answer that is an error, perhaps a declared one.
    Error(ErrorResponse),
    Malformed(MalformedResponse),
}

/// Tells success from error, by the status and by what the error format finds.
pub(crate) fn receive(
    spec: &'static EndpointSpec,
    wants: &Wants,
    head: http::response::Parts,
    collected: Collected,
    format: &dyn ErrorFormat,
    error_body_limit: usize,
) -> Outcome {
    let Collected { bytes, error: cut_off } = collected;
    let found = if wants.is_success(head.status) {
        let found = if head.status.is_success() {
            format.read_success(&head, &bytes)
        } else {
            // The type claims the status, but a declared code decides alone.
            format.read_in_place(&head, &bytes).filter(|found| {
                let code = found.code.as_ref().and_then(|code| code.bytes(&bytes));
                code.is_some() && spec.errors.iter().any(|entry| entry.code.map(str::as_bytes) == code)
            })
        };
        let Some(found) = found else {
            return match cut_off {
                None => Ok(Success::new(spec, head, bytes.into(), error_body_limit)),
                Some(error) => {
                    let response = error_response(spec, head, kept(bytes, error_body_limit), true, None);
                    Err(Failure::Malformed(MalformedResponse::cut_off(response, error)))
                }
            };
        };
        Some(found)
    } else {
        format.read_in_place(&head, &bytes)
    };
    let found = match found {
        Some(found) if bytes.len() > error_body_limit => Some(found.apart_from(&bytes)),
        found => found,
    };
    let response = error_response(spec, head, kept(bytes, error_body_limit), cut_off.is_some(), found);
    Err(Failure::Error(match cut_off {
        Some(error) => response.caused_by(error),
        None => response,
    }))
}

/// A success whose body is handed over as it arrives. An error in it would have to be read first, so that none is
/// looked for.
pub(crate) fn receive_streamed(
    spec: &'static EndpointSpec,
    head: http::response::Parts,
    body: Body,
) -> Outcome {
    // Nothing of it is at hand where an error would keep it.
    Ok(Success::new(spec, head, body, 0))
}

fn error_response(
    spec: &'static EndpointSpec,
    head: http::response::Parts,
    body: Kept,
    truncated: bool,
    found: Option<ErrorBody>,
) -> ErrorResponse {
    ErrorResponse::new(spec, head, body.bytes, truncated || body.cut, found)
}

/// The value of an outcome, or the endpoint's error.
///
/// It is compiled for each pair of types, so that it moves no more than it must.
pub(crate) fn read<T, E: ErrorSet>(
    mut outcome: Outcome,
    decoder: &ResponseDecoder<T>,
) -> Result<T, Error<E>> {
    match outcome {
        Ok(ref mut success) => {
            let (head, body) = success.parts();
            match decoder.decode(head, body) {
                Ok(value) => Ok(value),
                Err(error) => Err(Error::Malformed(success.malformed(error))),
            }
        }
        Err(failure) => Err(failure.into_error()),
    }
}

/// As [`read`], with status and headers beside the value.
pub(crate) fn read_with_head<T, E: ErrorSet>(
    outcome: Outcome,
    decoder: &ResponseDecoder<T>,
) -> Result<http::Response<T>, Error<E>> {
    match outcome {
        Ok(mut success) => {
            let (head, body) = success.parts();
            match decoder.decode(head, body) {
                Ok(value) => Ok(http::Response::from_parts(success.into_head(), value)),
                Err(error) => Err(Error::Malformed(success.malformed(error))),
            }
        }
        Err(failure) => Err(failure.into_error()),
    }
}

impl Success {
    fn new(
        spec: &'static EndpointSpec,
        head: http::response::Parts,
        body: Body,
        error_body_limit: usize,
    ) -> Self {
        Self(Box::new(Answered { spec, head, body, error_body_limit, trace: CallTrace::none() }))
    }

    fn parts(&mut self) -> (&http::response::Parts, &mut Body) {
        (&self.0.head, &mut self.0.body)
    }

    fn into_head(self) -> http::response::Parts {
        self.0.head
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn status(&self) -> StatusCode {
        self.0.head.status
    }

    /// Hands over the trace of the call, which goes on until the answer is read.
    #[cfg(feature = "tracing")]
    pub(crate) fn set_trace(&mut self, trace: CallTrace) {
        self.0.trace = trace;
    }

    /// The error, which takes the head with it.
    fn malformed(&mut self, error: DecodeError) -> MalformedResponse {
        let Answered { spec, head, body, error_body_limit, trace } = &mut *self.0;
        trace.malformed();
        let (bytes, truncated) = match body.as_bytes() {
            Some(bytes) => (bytes.clone(), false),
            None => (bytes::Bytes::new(), true),
        };
        let error = error.in_coding_of(&head.headers);
        let (nothing, ()) = http::Response::new(()).into_parts();
        let head = std::mem::replace(head, nothing);
        let body = kept(bytes, *error_body_limit);
        MalformedResponse::unreadable(error_response(spec, head, body, truncated, None), error)
    }
}

impl Failure {
    /// The status, where there is an answer.
    #[cfg(feature = "tracing")]
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Request(_) | Self::Transport(_) => None,
            Self::Error(response) => Some(response.status()),
            Self::Malformed(malformed) => Some(malformed.status()),
        }
    }

    /// How far the request got.
    pub(crate) fn delivery(&self) -> Delivery {
        match self {
            Self::Request(_) => Delivery::NotSent,
            Self::Transport(error) => error.delivery(),
            Self::Error(_) | Self::Malformed(_) => Delivery::Answered,
        }
    }

    /// Says why there was no other attempt.
    pub(crate) fn caused_by(self, error: RequestError) -> Self {
        match self {
            Self::Error(response) => Self::Error(response.caused_by(error)),
            // These have a cause of their own.
            Self::Request(_) | Self::Transport(_) | Self::Malformed(_) => self,
        }
    }

    /// Says how often the request was sent, and whether it may have reached the server before the last time.
    pub(crate) fn after(self, attempts: u32, has_reached: bool) -> Self {
        match self {
            Self::Request(error) => Self::Request(error),
            Self::Transport(error) => Self::Transport(error.after(attempts, has_reached)),
            Self::Error(response) => Self::Error(response.after(attempts)),
            Self::Malformed(malformed) => Self::Malformed(malformed.after(attempts)),
        }
    }

    fn into_error<E: ErrorSet>(self) -> Error<E> {
        match self {
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Malformed(malformed) => Error::Malformed(malformed),
            Self::Error(response) => match E::from_response(find_entry(E::ERRORS, &response), response) {
                Ok(error) => Error::Declared(error),
                Err(response) => Error::Undeclared(response),
            },
        }
    }
}

/// The entry that an answer means. A code decides alone; without one that is declared, the status does: the exact one
/// before its class, and that before the default. Of equals, the set's own come before those of nested sets. An index past
/// the end means none.
fn find_entry(entries: &[ErrorSpec], response: &ErrorResponse) -> usize {
    find(entries, response.status(), response.code_bytes()).unwrap_or(entries.len())
}

fn find(entries: &[ErrorSpec], status: StatusCode, code: Option<&[u8]>) -> Option<usize> {
    let is_it = |entry: &ErrorSpec| entry.code.is_some() && entry.code.map(str::as_bytes) == code;
    let by_code = || entries.iter().position(is_it);
    let by_status = || {
        let fitting = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.code.is_none() && entry.status.matches(status));
        // The first of equals.
        fitting.min_by_key(|(_, entry)| entry.status.rank()).map(|(index, _)| index)
    };
    by_code().or_else(by_status)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: &[ErrorSpec] = &[
        ErrorSpec::class(5),
        ErrorSpec::code("organization_not_found", 404),
        ErrorSpec::status(404),
        ErrorSpec::status(503),
    ];

    fn found(status: u16, code: Option<&str>) -> Option<usize> {
        find(ENTRIES, StatusCode::from_u16(status).unwrap(), code.map(str::as_bytes))
    }

    #[test]
    fn a_detail_behind_what_is_kept_of_a_body_is_not_lost() {
        static SPEC: EndpointSpec = EndpointSpec::new("get", "GET", "/");
        let filler = "x".repeat(100);
        let text =
            format!(r#"{{"error": {{"code": "c", "description": "{filler}", "detail": {{"a": "é"}} }} }}"#);
        let (head, ()) = http::Response::builder().status(400).body(()).unwrap().into_parts();
        let wants = ResponseDecoder::nothing().wants();
        let outcome = receive(&SPEC, wants, head, Collected::whole(text.into()), &Detect, 100);
        let Err(Failure::Error(response)) = outcome else { panic!("no error") };
        assert!(response.is_truncated());
        assert_eq!(response.body().len(), 100);
        assert_eq!(response.detail_json(), Some(r#"{"a": "é"}"#));
    }

    #[test]
    fn a_code_decides_whatever_the_status() {
        assert_eq!(found(404, Some("organization_not_found")), Some(1));
        assert_eq!(found(410, Some("organization_not_found")), Some(1));
        assert_eq!(found(500, Some("organization_not_found")), Some(1));
    }

    #[test]
    fn the_status_decides_where_no_code_is_declared() {
        assert_eq!(found(404, Some("route_not_found")), Some(2));
        assert_eq!(found(404, None), Some(2));
        assert_eq!(found(503, None), Some(3));
        assert_eq!(found(502, None), Some(0));
        assert_eq!(found(400, None), None);
    }

    #[test]
    fn a_default_takes_what_is_left_and_the_first_of_equals_is_meant() {
        let entries =
            [ErrorSpec::any(), ErrorSpec::code("gone", 410), ErrorSpec::status(404), ErrorSpec::status(404)];
        let found = |status, code: Option<&str>| {
            find(&entries, StatusCode::from_u16(status).unwrap(), code.map(str::as_bytes))
        };
        assert_eq!(found(404, Some("other")), Some(2));
        assert_eq!(found(404, Some("gone")), Some(1));
        assert_eq!(found(400, Some("other")), Some(0));
        assert_eq!(found(304, None), Some(0));
    }
}
