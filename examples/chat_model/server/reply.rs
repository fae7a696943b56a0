//! Answers: errors as the API words them, and bodies that come in pieces.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use serde_json::{Value, json};

/// An error; `more` are members beside the usual ones.
pub(super) fn fault(status: StatusCode, code: &str, message: &str, more: Value) -> Response {
    let mut error = json!({"code": code, "message": message, "type": "invalid_request_error", "param": null});
    if let (Value::Object(error), Value::Object(more)) = (&mut error, more) {
        error.extend(more);
    }
    (status, Json(json!({"error": error}))).into_response()
}

/// An answer that comes piece by piece, and breaks off behind the last one if it `breaks`.
pub(super) fn pieces(media: &'static str, pieces: Vec<String>, breaks: bool) -> Response {
    let mut all: VecDeque<_> = pieces.into_iter().map(|piece| Ok(Bytes::from(piece))).collect();
    if breaks {
        all.push_back(Err(io::Error::other("the connection breaks here")));
    }
    let body = Body::from_stream(Pieces { all, is_flushed: true });
    ([(CONTENT_TYPE, media)], body).into_response()
}

/// An event, with an id and a name where there are any.
pub(super) fn event(id: Option<usize>, name: Option<&str>, data: &str) -> String {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    let name = name.map(|name| format!("event: {name}\n")).unwrap_or_default();
    format!("{id}{name}data: {data}\n\n")
}

struct Pieces {
    all: VecDeque<io::Result<Bytes>>,
    /// Whether the piece before was sent: that happens when there is nothing to do.
    is_flushed: bool,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.is_flushed = !self.is_flushed;
        if self.is_flushed {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.all.pop_front())
    }
}

/// The members of a form with files: name, file name, and content of each.
pub(super) async fn parts(
    content_type: &str,
    body: Bytes,
) -> Result<Vec<(String, String, Bytes)>, multer::Error> {
    let boundary = multer::parse_boundary(content_type)?;
    let mut form = multer::Multipart::new(Body::from(body).into_data_stream(), boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        parts.push((name, file_name, field.bytes().await?));
    }
    Ok(parts)
}
