//! Takes one HTTP request through all checks, in Apia's order, to its answer. The checks themselves live
//! elsewhere.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::data::Data;
use super::error::Error;
use super::routes::{self, Call};
use super::{API_PREFIX, auth, checking, ids, input};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const API_SCHEMA: HeaderName = HeaderName::from_static("x-api-schema");

/// What all requests to one server share.
#[derive(Debug, Default)]
pub(super) struct Application {
    data: Mutex<Data>,
    requests: AtomicU64,
}

pub(super) async fn answer(State(application): State<Arc<Application>>, request: Request) -> Response {
    let number = application.requests.fetch_add(1, Ordering::Relaxed);
    let (head, body) = request.into_parts();
    // Read before anything is answered, even a wrong token: a client that is still sending when the
    // connection closes may never get to see the answer. There is no limit, as an answer about one would not
    // be the API's own.
    let body = to_bytes(body, usize::MAX).await;
    let mut response = match path_in_api(head.uri.path()) {
        Some(path) => match execute(&application, path, &head, body) {
            Ok(body) => response(StatusCode::OK, "application/json", body.0),
            Err(error) => {
                let mut response = response(error.status, "application/json", error.body());
                response.headers_mut().insert(API_SCHEMA, HeaderValue::from_static("json-error"));
                response
            }
        },
        None => response(StatusCode::NOT_FOUND, "text/html", NOT_FOUND_PAGE),
    };
    if let Ok(id) = HeaderValue::try_from(ids::request_id(number)) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// What the web application around the API says.
const NOT_FOUND_PAGE: &str = "<!DOCTYPE html>
<html>
<head><title>The page you were looking for doesn't exist (404)</title></head>
<body><h1>The page you were looking for doesn't exist.</h1></body>
</html>
";

/// The path below the API's prefix, or `None` if it is outside.
fn path_in_api(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(API_PREFIX)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

fn execute(
    application: &Application,
    path: &str,
    head: &Parts,
    body: Result<Bytes, axum::Error>,
) -> Result<routes::Body, Error> {
    let (endpoint, path_arguments) =
        routes::find(&head.method, path).ok_or_else(|| Error::route_not_found(head.method.as_str(), path))?;
    let identity = auth::authenticate(&head.headers)?;
    auth::authorize(identity, endpoint.scopes)?;
    let body = body.map_err(|_| Error::unhandled_exception())?;
    let given = input::given_arguments(head.uri.query().unwrap_or_default(), &head.headers, &body)?;
    let arguments = checking::check(endpoint.arguments, &given, &path_arguments)?;
    let call = Call { identity, arguments: &arguments };
    (endpoint.action)(&mut application.data.lock().unwrap_or_else(PoisonError::into_inner), &call)
}

fn response(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
