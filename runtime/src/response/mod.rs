//! Reading answers: from an [`http::Response`] to the declared value or the right error. No I/O.

mod body;
mod decode;
mod error_format;
pub(crate) mod json;
mod json_path;
mod members;

use http::StatusCode;

pub(crate) use self::body::{BodyError, Collected, Deadline, collect};
pub use self::decode::{Bytes, DecodeError, FromJson, FromResponse, ResponseDecoder, Text, kind};
pub use self::error_format::{Apia, Detect, ErrorBody, ErrorFormat, Flat, ProblemDetails};
pub use self::members::FromMembers;
use crate::error::{Error, ErrorResponse, ErrorSet, MalformedResponse};
use crate::spec::{EndpointSpec, ErrorSpec};

/// An answer with its body at hand, and what is needed to read it.
pub(crate) struct Received {
    pub(crate) spec: &'static EndpointSpec,
    pub(crate) head: http::response::Parts,
    pub(crate) collected: Collected,
    /// What the error format found, in an answer that is an error.
    pub(crate) error: Option<Option<ErrorBody>>,
}

impl Received {
    /// Asks the error format whether the answer is an error.
    pub(crate) fn new(
        spec: &'static EndpointSpec,
        head: http::response::Parts,
        collected: Collected,
        format: &dyn ErrorFormat,
    ) -> Self {
        let error = if head.status.is_success() {
            format.read_success(&head, &collected.bytes).map(Some)
        } else {
            Some(format.read(&head, &collected.bytes))
        };
        Self { spec, head, collected, error }
    }

    /// The value, or the error that the answer is.
    pub(crate) fn read<T, E: ErrorSet>(self, decoder: ResponseDecoder<T>) -> Result<T, Error<E>> {
        self.read_with_head(decoder).map(http::Response::into_body)
    }

    /// The value with status and headers, or the error that the answer is.
    pub(crate) fn read_with_head<T, E: ErrorSet>(
        self,
        decoder: ResponseDecoder<T>,
    ) -> Result<http::Response<T>, Error<E>> {
        match self.check() {
            Ok(success) => match decoder.decode(&success.head, &success.bytes) {
                Ok(value) => Ok(http::Response::from_parts(success.head, value)),
                Err(error) => Err(Error::Malformed(success.malformed(error))),
            },
            Err(Failure::Malformed(malformed)) => Err(Error::Malformed(malformed)),
            Err(Failure::Error(response)) => Err(declared(response)),
        }
    }

    fn check(self) -> Result<Success, Failure> {
        let Self { spec, head, collected, error } = self;
        let truncated = collected.error.is_some();
        match (error, collected.error) {
            (Some(found), cut_off) => {
                let body = body::kept(collected.bytes);
                let response = ErrorResponse::new(spec, head, body.bytes, truncated || body.cut, found);
                Err(Failure::Error(match cut_off {
                    Some(error) => response.caused_by(error),
                    None => response,
                }))
            }
            (None, Some(error)) => {
                let body = body::kept(collected.bytes);
                let response = ErrorResponse::new(spec, head, body.bytes, true, None);
                Err(Failure::Malformed(MalformedResponse::cut_off(response, error)))
            }
            (None, None) => Ok(Success { spec, head, bytes: collected.bytes }),
        }
    }
}

struct Success {
    spec: &'static EndpointSpec,
    head: http::response::Parts,
    bytes: bytes::Bytes,
}

impl Success {
    fn malformed(self, error: DecodeError) -> MalformedResponse {
        let body = body::kept(self.bytes);
        MalformedResponse::unreadable(
            ErrorResponse::new(self.spec, self.head, body.bytes, body.cut, None),
            error,
        )
    }
}

enum Failure {
    Error(ErrorResponse),
    Malformed(MalformedResponse),
}

/// The declared error that an answer is, if it is one.
fn declared<E: ErrorSet>(response: ErrorResponse) -> Error<E> {
    let Some(index) = find_entry(E::ERRORS, response.status(), response.code()) else {
        return Error::Undeclared(response);
    };
    match E::from_response(index, response) {
        Ok(error) => Error::Declared(error),
        Err(response) => Error::Undeclared(response),
    }
}

/// The entry that an answer means. A code decides alone; without one that is declared, the status does, and the exact
/// one before its class.
fn find_entry(entries: &[ErrorSpec], status: StatusCode, code: Option<&str>) -> Option<usize> {
    let by_code = || entries.iter().position(|entry| entry.code.is_some() && entry.code == code);
    let by_status = |exact| {
        entries.iter().position(|entry| {
            entry.code.is_none() && entry.status.is_exact() == exact && entry.status.matches(status)
        })
    };
    by_code().or_else(|| by_status(true)).or_else(|| by_status(false))
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

    fn find(status: u16, code: Option<&str>) -> Option<usize> {
        find_entry(ENTRIES, StatusCode::from_u16(status).unwrap(), code)
    }

    #[test]
    fn a_code_decides_whatever_the_status() {
        assert_eq!(find(404, Some("organization_not_found")), Some(1));
        assert_eq!(find(410, Some("organization_not_found")), Some(1));
        assert_eq!(find(500, Some("organization_not_found")), Some(1));
    }

    #[test]
    fn the_status_decides_where_no_code_is_declared() {
        assert_eq!(find(404, Some("route_not_found")), Some(2));
        assert_eq!(find(404, None), Some(2));
        assert_eq!(find(503, None), Some(3));
        assert_eq!(find(502, None), Some(0));
        assert_eq!(find(400, None), None);
    }
}
