//! The errors that a declaration names: the trait of the enums made from `errors(…)`, and what their variants hold.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use super::ErrorResponse;
use crate::spec::ErrorSpec;

/// A set of declared errors: an enum with one variant for each entry of `errors(…)`, or one that several endpoints share.
///
/// The `endpoint` attribute and [`#[derive(ErrorSet)]`](macro@crate::ErrorSet) write the implementation. [`Infallible`] is
/// the set of an endpoint that declares none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of errors",
    label = "this stands among the errors of an endpoint",
    note = "`#[derive(sigpost::ErrorSet)]` makes an enum one; a single error is written `code = status` or `Name = status`"
)]
pub trait ErrorSet: StdError + Sized + 'static {
    /// The entries, in the order of the declaration; behind them those of nested sets.
    const ERRORS: &'static [ErrorSpec];

    /// The error of the entry at `index`.
    ///
    /// # Errors
    /// If the entry's detail cannot be read, or there is no such entry, the answer comes back.
    fn from_response(index: usize, response: ErrorResponse) -> Result<Self, ErrorResponse>;

    /// The answer that this error was read from.
    fn response(&self) -> &ErrorResponse;
}

#[diagnostic::do_not_recommend]
impl ErrorSet for Infallible {
    const ERRORS: &'static [ErrorSpec] = &[];

    fn from_response(_: usize, response: ErrorResponse) -> Result<Self, ErrorResponse> {
        Err(response)
    }

    fn response(&self) -> &ErrorResponse {
        match *self {}
    }
}

/// A declared error as it arrived: its typed detail, and through [`Deref`] the answer (status, headers, body, message).
pub struct Declared<D = ()> {
    /// The detail, of the type that the declaration gives (`validation_error = 422 => ValidationErrors`).
    pub detail: D,
    response: ErrorResponse,
}

impl<D> Declared<D> {
    pub(super) fn new(detail: D, response: ErrorResponse) -> Self {
        Self { detail, response }
    }

    /// The answer.
    pub fn response(&self) -> &ErrorResponse {
        &self.response
    }
}

impl<D> Deref for Declared<D> {
    type Target = ErrorResponse;

    fn deref(&self) -> &ErrorResponse {
        &self.response
    }
}

impl<D> fmt::Display for Declared<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.response, f)
    }
}

/// Needs no `D: Debug`: the body, which the detail was read from, is part of the answer.
impl<D> fmt::Debug for Declared<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.response, f)
    }
}

impl<D> StdError for Declared<D> {}
