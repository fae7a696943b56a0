//! The errors: those that every operation can answer, and the details of some.

use serde::Deserialize;
use sigpost::{Declared, ErrorSet};

/// What every operation can answer.
#[derive(Debug, ErrorSet)]
pub enum ChatErrors {
    /// The key is missing or wrong, or none of the kind that is needed.
    #[error(invalid_api_key = 401)]
    InvalidApiKey(Declared),
    /// There is no such model.
    #[error(model_not_found = 404)]
    ModelNotFound(Declared<Fault>),
    /// Too much was asked; `retry_after` says when to ask again.
    #[error(rate_limit_exceeded = 429)]
    RateLimitExceeded(Declared),
    /// The servers have a bad day.
    #[error(5XX)]
    Unavailable(Declared),
}

/// An error as the API words it, in an answer or in the middle of a stream.
#[derive(Debug, Deserialize)]
pub struct Fault {
    /// What went wrong, for programs.
    pub code: String,
    /// What went wrong, for people.
    pub message: String,
    /// The member of the request that is at fault.
    pub param: Option<String>,
}

/// A conversation that is too long.
#[derive(Debug, Deserialize)]
pub struct ContextLength {
    /// How many tokens it may have.
    pub limit: u64,
}
