//! How the API words its errors, as objects of kind `Status`, and which of them any endpoint may answer.

use serde::Deserialize;
use serde_json::value::RawValue;
use sigpost::http::response::Parts;
use sigpost::{Declared, ErrorBody, ErrorFormat, ErrorSet};

/// `{"kind": "Status", "reason": "NotFound", "message": …, "details": …}`: the code is the reason.
#[derive(Clone, Copy, Debug)]
pub struct StatusFormat;

impl ErrorFormat for StatusFormat {
    fn read(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Members {
            kind: String,
            reason: Option<String>,
            message: Option<String>,
            details: Option<Box<RawValue>>,
        }
        let members: Members = serde_json::from_slice(body).ok()?;
        let is_status = members.kind == "Status";
        is_status.then(|| {
            let error = ErrorBody::new().message(members.message.unwrap_or_default());
            let error = members.reason.into_iter().fold(error, ErrorBody::code);
            members.details.into_iter().fold(error, ErrorBody::detail)
        })
    }
}

/// The errors that all endpoints share.
#[derive(Debug, ErrorSet)]
pub enum ClusterErrors {
    /// There is no such object.
    #[error("NotFound" = 404)]
    NotFound(Declared<StatusDetails>),
    /// There is one of that name already.
    #[error("AlreadyExists" = 409)]
    AlreadyExists(Declared<StatusDetails>),
    /// The object is not as the caller has seen it.
    #[error("Conflict" = 409)]
    Conflict(Declared<StatusDetails>),
    /// The place in a list, or the version to go on from, is too old.
    #[error("Expired" = 410)]
    Expired(Declared),
    /// What was sent makes no object: the causes say why.
    #[error("Invalid" = 422)]
    Invalid(Declared<StatusDetails>),
    /// Not now.
    #[error("TooManyRequests" = 429)]
    TooManyRequests(Declared<StatusDetails>),
    /// Any other refusal.
    #[error(4XX)]
    Refused(Declared),
    /// The cluster, or what stands behind a proxy, is out of order.
    #[error(5XX)]
    OutOfOrder(Declared),
}

/// What an error is about.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct StatusDetails {
    /// The name of the object.
    pub name: Option<String>,
    /// The kind of the object.
    pub kind: Option<String>,
    /// What is wrong with which of its members.
    #[serde(default)]
    pub causes: Vec<StatusCause>,
    /// After which time to try again.
    pub retry_after_seconds: Option<u32>,
}

/// What is wrong with a member of an object.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct StatusCause {
    /// In a word, as in `FieldValueRequired`.
    pub reason: String,
    /// For people to read.
    pub message: String,
    /// Where, as in `spec.containers[0].image`.
    pub field: String,
}
