//! The errors that endpoints share, each written once.

use serde::Deserialize;
use sigpost::{Declared, ErrorSet};

/// What every endpoint may answer.
#[derive(Debug, ErrorSet)]
#[non_exhaustive]
pub enum CommonErrors {
    /// The token is unknown, or was taken back.
    #[error(invalid_token = 401)]
    InvalidToken(Declared),
    /// The token lacks a scope.
    #[error(missing_scope = 403)]
    MissingScope(Declared),
    /// Too many requests; `retry_after` says when to come back.
    #[error(rate_limited = 429)]
    RateLimited(Declared),
    /// The library, or something before it, is out of order.
    #[error(5XX)]
    Unavailable(Declared),
}

/// What every endpoint of one book may answer.
#[derive(Debug, ErrorSet)]
#[non_exhaustive]
pub enum BookErrors {
    /// There is no such book.
    #[error(book_not_found = 404)]
    NotFound(Declared),
    /// There was one.
    #[error(book_withdrawn = 410)]
    Withdrawn(Declared),
}

/// What every endpoint of one member may answer.
#[derive(Debug, ErrorSet)]
#[non_exhaustive]
pub enum MemberErrors {
    /// There is no such member.
    #[error(member_not_found = 404)]
    NotFound(Declared),
}

/// What is wrong with the values of a request.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalid {
    /// One entry for each wrong value.
    pub fields: Vec<WrongField>,
}

/// A value that the library refuses.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongField {
    /// Where it is, as in `address.city`.
    pub name: String,
    /// Why, for people to read.
    pub reason: String,
}
