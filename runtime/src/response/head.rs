//! What header fields say of an answer of any kind: the server's name for the exchange, and when to come again.

use std::time::{Duration, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::clock;

/// The header fields in which servers name an exchange, the most usual first.
const REQUEST_ID_HEADERS: [&str; 7] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-ms-request-id",
    "x-github-request-id",
    "cf-ray",
];

/// The server's name for an exchange, from `X-Request-Id` or one of its kin, for the log or a support case.
///
/// Errors have it as [`Error::request_id`](crate::Error::request_id). Of a success:
///
/// ```
/// # #[sigpost::endpoint(GET "/name")]
/// # async fn get_name() -> String;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let transport = sigpost::transport::MemoryTransport::new(|_| {
/// #     http::Response::builder().header("X-Request-Id", "7f3a").body(r#""Ada""#.into()).expect("a plain response")
/// # });
/// # let client = sigpost::Client::builder("https://h.example").transport(transport).build()?;
/// let response = client.send(get_name()).with_response().await?;
/// assert_eq!(sigpost::request_id(response.headers()), Some("7f3a"));
/// # Ok(())
/// # }
/// ```
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}

/// How long a server asks to wait before the next request (RFC 9110, section 10.2.3): given in seconds or as a date. A
/// date in the past is no time at all.
///
/// Errors have it as [`Error::retry_after`](crate::Error::retry_after). Of a success, as a 202 whose result is not there
/// yet, the header fields have it, which [`Call::with_response`](crate::Call::with_response) gives.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than can be counted is as good as never.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(date.saturating_sub(clock::since_epoch()))
}
