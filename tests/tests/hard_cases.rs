//! The hard cases of published APIs, each declared as a user of that API would, with the exact request and the reading of
//! each answer that makes it hard. A test has the name of its case.

#[path = "hard_cases/authentication.rs"]
mod authentication;
#[path = "hard_cases/bodies.rs"]
mod bodies;
#[path = "hard_cases/errors.rs"]
mod errors;
#[path = "hard_cases/paths.rs"]
mod paths;
#[path = "hard_cases/queries.rs"]
mod queries;
#[path = "hard_cases/statuses.rs"]
mod statuses;
#[path = "hard_cases/streams.rs"]
mod streams;

use sigpost::Endpoint;

/// The request to `https://h/v1`: method and target, a line for each header field but `Accept`, and the body.
fn sent(request: impl Endpoint) -> String {
    let request = request.to_request("https://h/v1").expect("a request");
    let mut text = format!("{} {}\n", request.method(), target_of(request.uri()));
    for (name, value) in request.headers().iter().filter(|(name, _)| *name != "accept") {
        text.push_str(&format!("{name}: {}\n", value.to_str().expect("text")));
    }
    let body = request.body().as_bytes().expect("bytes at hand");
    format!("{text}\n{}", String::from_utf8_lossy(body)).trim_end().to_owned()
}

/// Method and target of the request to `https://h/v1`.
fn target(request: impl Endpoint) -> String {
    let request = request.to_request("https://h/v1").expect("a request");
    format!("{} {}", request.method(), target_of(request.uri()))
}

/// The media types that the request asks for.
fn accept(request: impl Endpoint) -> String {
    let request = request.to_request("https://h").expect("a request");
    request.headers()["accept"].to_str().expect("text").to_owned()
}

/// What stands behind the base address.
fn target_of(uri: &http::Uri) -> String {
    uri.to_string().strip_prefix("https://h/v1").expect("the prefix of the base").to_owned()
}

/// An answer with these header fields, `name: value` each.
fn answer(status: u16, headers: &[&str], body: impl Into<bytes::Bytes>) -> http::Response<bytes::Bytes> {
    let mut answer = http::Response::builder().status(status);
    for field in headers {
        let (name, value) = field.split_once(": ").expect("a name and a value");
        answer = answer.header(name, value);
    }
    answer.body(body.into()).expect("a plain response")
}
