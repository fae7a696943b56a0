//! What errors the API answers, and how it words them.

use serde::Deserialize;
use sigpost::http::response::Parts;
use sigpost::{Apia, Declared, ErrorBody, ErrorFormat, ErrorSet};

/// What any call may be answered.
#[derive(Debug, ErrorSet)]
pub enum ApiErrors {
    /// There is no such thing.
    #[error(resource_missing = 404)]
    Missing(Declared<Fault>),
    /// The idempotency key was sent before, with another request.
    #[error(idempotency_error = 400)]
    KeyReused(Declared),
    /// No key, or a wrong one.
    #[error(401)]
    Unauthorized(Declared),
    /// The API has a fault, and another try may do.
    #[error(5XX)]
    Unavailable(Declared),
}

/// Why a card cannot be charged.
#[derive(Debug, ErrorSet)]
pub enum CardErrors {
    /// The bank says no.
    #[error(card_declined = 402)]
    Declined(Declared<Decline>),
    /// The card is too old.
    #[error(expired_card = 402)]
    Expired(Declared<Fault>),
    /// The number is none of a card.
    #[error(incorrect_number = 402)]
    IncorrectNumber(Declared<Fault>),
}

/// Which parameter is at fault.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Fault {
    /// Its name in the form, such as `items[0][price_data][currency]`.
    pub param: Option<String>,
}

/// Why a bank declines.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Decline {
    /// In the words of banks, such as `insufficient_funds`.
    pub decline_code: String,
}

/// Errors as `{"error": {"type", "code", "message", "param"}}`, and with status 200 as `{"ok": false, "error": code}`.
#[derive(Clone, Copy, Debug)]
pub struct Format;

impl ErrorFormat for Format {
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        Apia.read(head, body)
    }

    fn read_success(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Failure {
            ok: bool,
            error: String,
        }
        let failure: Failure = serde_json::from_slice(body).ok()?;
        (!failure.ok).then(|| ErrorBody::new().code(failure.error))
    }
}
