//! Answers: JSON, errors in XML, and a transfer that breaks.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use serde_json::Value;

pub(super) fn json_reply(value: &Value) -> Response {
    ([(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// An error.
pub(super) struct Fault {
    status: StatusCode,
    members: Vec<(&'static str, String)>,
}

impl Fault {
    pub(super) fn new(status: StatusCode, code: &str, message: &str) -> Self {
        Self { status, members: vec![("Code", code.to_owned()), ("Message", message.to_owned())] }
    }

    pub(super) fn no_bucket(name: &str) -> Self {
        let fault = Self::new(StatusCode::NOT_FOUND, "NoSuchBucket", "There is no such bucket.");
        fault.with("Resource", name.to_owned())
    }

    pub(super) fn no_key(bucket: &str, key: &str) -> Self {
        let fault = Self::new(StatusCode::NOT_FOUND, "NoSuchKey", "There is no such object.");
        fault.with("Resource", format!("{bucket}/{key}"))
    }

    pub(super) fn denied() -> Self {
        Self::new(StatusCode::FORBIDDEN, "AccessDenied", "The key or signature does not fit.")
    }

    pub(super) fn precondition(name: &str) -> Self {
        let message = "The condition does not hold.";
        Self::new(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", message)
            .with("Condition", name.to_owned())
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.members.push((name, value));
        self
    }

    pub(super) fn into_reply(self, method: &Method) -> Response {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let members =
            self.members.iter().map(|(name, text)| format!("  <{name}>{}</{name}>\n", escaped(text)));
        let members: String = members.collect();
        let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n{members}</Error>\n");
        let body = if method == Method::HEAD { Body::empty() } else { Body::from(xml) };
        (self.status, [(CONTENT_TYPE, "application/xml")], body).into_response()
    }
}

/// Bytes that are sent, behind which the connection breaks.
pub(super) struct Breaking {
    pub(super) bytes: Option<Bytes>,
    pub(super) is_flushed: bool,
}

impl Stream for Breaking {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(bytes)));
        }
        if !self.is_flushed {
            // While nothing comes, what has come is sent.
            self.is_flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
    }
}
