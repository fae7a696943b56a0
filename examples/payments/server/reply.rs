//! Answers: JSON, text, and refusals in Stripe's words.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

/// An answer that can be given again.
#[derive(Clone)]
pub(super) struct Reply {
    status: StatusCode,
    media: &'static str,
    body: String,
    /// Whether a proxy loses it on its way.
    pub(super) is_lost: bool,
}

impl Reply {
    pub(super) fn json(value: Value) -> Self {
        Self { status: StatusCode::OK, media: "application/json", body: value.to_string(), is_lost: false }
    }

    pub(super) fn csv(body: String) -> Self {
        Self { media: "text/csv", body, ..Self::json(Value::Null) }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        (self.status, [(CONTENT_TYPE, self.media)], self.body).into_response()
    }
}

/// An error, as `{"error": {"type": …, "code": …, "message": …, "param": …}}`.
pub(super) struct Refusal {
    status: StatusCode,
    error: Map<String, Value>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, kind: &str, message: &str) -> Self {
        let error = Map::from_iter([("type".into(), kind.into()), ("message".into(), message.into())]);
        Self { status, error }
    }

    pub(super) fn missing(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "invalid_request_error", message).with("code", "resource_missing")
    }

    pub(super) fn invalid(code: &str, param: &str, message: &str) -> Self {
        let refusal = Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message);
        refusal.with("code", code).with("param", param)
    }

    pub(super) fn card(code: &str, message: &str) -> Self {
        Self::new(StatusCode::PAYMENT_REQUIRED, "card_error", message).with("code", code)
    }

    /// Adds a member.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.error.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn into_reply(self) -> Reply {
        let body = Value::Object(Map::from_iter([("error".to_owned(), Value::Object(self.error))]));
        Reply { status: self.status, ..Reply::json(body) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.into_reply().into_response()
    }
}
