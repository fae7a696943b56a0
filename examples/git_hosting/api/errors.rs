//! What any endpoint of the API may answer beside its own errors. Its errors have no codes: their status says which it is.

use serde::Deserialize;
use sigpost::{Declared, ErrorSet};

/// The errors that all endpoints share.
#[derive(Debug, ErrorSet)]
pub enum ApiErrors {
    /// The token is wrong, or has expired.
    #[error(401)]
    BadCredentials(Declared),
    /// There is no such thing, or none that the token may see.
    #[error(404)]
    NotFound(Declared),
    /// Too much was asked for.
    #[error(nested)]
    Limits(LimitErrors),
    /// The API is out of order.
    #[error(5XX)]
    Unavailable(Declared),
    /// Anything else.
    #[error(default)]
    Other(Declared),
}

/// What to answer by waiting: `retry_after()` says how long.
#[derive(Debug, ErrorSet)]
pub enum LimitErrors {
    /// This client has used up what it may ask for in an hour.
    #[error(429)]
    TooManyRequests(Declared),
    /// All clients together ask for too much.
    #[error(503)]
    Busy(Declared),
}

/// What is wrong with what was sent.
#[derive(Debug, Deserialize)]
pub struct Invalid {
    /// Each fault.
    pub errors: Vec<FieldError>,
}

/// One fault in what was sent.
#[derive(Debug, Deserialize)]
pub struct FieldError {
    /// Of what thing, as in `Issue`.
    pub resource: String,
    /// In which member.
    pub field: String,
    /// What kind of fault, as in `missing_field`.
    pub code: String,
}
