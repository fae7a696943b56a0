//! What a server says: its errors, its header fields, and the addresses that it names.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LINK, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use url::Url;

use super::{Nothing, chosen};
use crate::endpoint::Endpoint as _;
use crate::error::Error;
use crate::pages::link_next;
use crate::request::reference::{origin, resolve};
use crate::response::{Apia, Detect, ErrorFormat, Flat, ProblemDetails};

/// The answer with this status, body, and one header field, as a call sees it.
fn answer(
    format: &dyn ErrorFormat,
    status: u16,
    field: (http::HeaderName, HeaderValue),
    body: &[u8],
) -> Result<(), Error<std::convert::Infallible>> {
    let mut answer = http::Response::new(Bytes::copy_from_slice(body));
    *answer.status_mut() = http::StatusCode::from_u16(status).expect("a status that is one");
    answer.headers_mut().insert(field.0, field.1);
    Nothing::decode_with(answer, format)
}

/// The body of an error: nothing of it is lost, and what is found in it is JSON, and one line in a log.
///
/// # Panics
/// If not.
pub fn error_format(data: &[u8]) {
    let (choice, data) = chosen(data);
    let formats: [&dyn ErrorFormat; 4] = [&Apia, &ProblemDetails, &Flat, &Detect];
    let medias = ["application/json", "application/problem+json", "text/html"];
    let media = HeaderValue::from_static(medias[choice / 4 % medias.len()]);
    let error = answer(formats[choice % 4], 400, (CONTENT_TYPE, media), data).expect_err("400 is an error");
    let Error::Undeclared(response) = &error else { panic!("{error:?}") };
    assert_eq!(response.body(), data);
    if let Some(detail) = response.detail_json() {
        serde_json::from_str::<serde::de::IgnoredAny>(detail).expect("a detail is JSON");
    }
    if response.code().is_some() || response.message().is_some() {
        let text = std::str::from_utf8(data).expect("JSON is UTF-8").trim_start_matches('\u{feff}');
        serde_json::from_str::<serde::de::IgnoredAny>(text).expect("what has a code is JSON");
    }
    let shown = error.to_string();
    assert!(!shown.contains(char::is_control) && shown.chars().count() < 1200, "{shown:?}");
}

/// `Retry-After`: seconds, or a date, and nothing else.
///
/// # Panics
/// If not.
pub fn retry_after(data: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(data) else { return };
    let error = answer(&Detect, 503, (RETRY_AFTER, value), b"").expect_err("503 is an error");
    let text = std::str::from_utf8(data).ok().filter(|text| text.is_ascii()).unwrap_or_default().trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match error.retry_after() {
        // Longer than can be counted is for ever.
        Some(wait) if is_number => assert_eq!(wait.as_secs(), text.parse().unwrap_or(u64::MAX)),
        Some(_) => assert!(httpdate::parse_http_date(text).is_ok(), "{text:?} is no time"),
        None => assert!(!is_number, "{text:?} is a time"),
    }
}

/// `Link`: an address that stands in the field, and the same behind another link.
///
/// # Panics
/// If not.
pub fn link(data: &[u8]) {
    let next = |field: &[u8]| {
        let mut headers = HeaderMap::new();
        headers.insert(LINK, HeaderValue::from_bytes(field).ok()?);
        Some(link_next(&headers))
    };
    let Some(found) = next(data) else { return };
    if let Some(target) = &found {
        let text = std::str::from_utf8(data).expect("what has a target is text");
        assert!(text.contains(target.as_str()), "{target:?} is not in {text:?}");
        assert!(!target.contains('>'), "{target:?}");
    }
    let behind = [b"<x>; title=\"<y>; rel=next, \\\"\"; rel=\"prev\", ", data].concat();
    assert_eq!(next(&behind), Some(found.clone()));
    if std::str::from_utf8(data).is_ok_and(|text| text.is_ascii()) {
        let before = [b"<first>; rel=next, ", data].concat();
        assert_eq!(next(&before), Some(Some("first".to_owned())));
    }
}

/// An address that a server names: of the same origin and path that a browser would find, or none.
///
/// # Panics
/// If not.
pub fn reference(data: &[u8]) {
    let bases = ["https://h.example/a/b?c=d", "http://h.example:8080", "https://[::1]/"];
    let (choice, data) = chosen(data);
    let base = bases[choice % bases.len()];
    let Ok(reference) = std::str::from_utf8(data) else { return };
    let Some(found) = resolve(&base.parse::<Uri>().expect("a base is an address"), reference) else { return };
    // Of another scheme, and with a user, it is never called.
    let Some((scheme, host, port)) = origin(&found) else { return };
    let browser = Url::parse(base).and_then(|base| base.join(reference));
    let Ok(url) = browser else {
        // Nor is it one by itself, as where the last label of the host is a number.
        assert!(Url::parse(&found.to_string()).is_err(), "{found} is no address for a browser");
        return;
    };
    assert_eq!(url.scheme(), scheme.as_str(), "{found} {url}");
    assert_eq!(url.port_or_known_default(), Some(port), "{found} {url}");
    let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
    assert_eq!(decoded(url.path()), decoded(found.path()), "{found} {url}");
    assert_eq!(url.query().map(decoded), found.query().map(decoded), "{found} {url}");
    // A host that is written in an unusual way, as `0x7f.1`, a browser writes anew.
    if url.host_str().is_some_and(|host| host.parse::<std::net::IpAddr>().is_err()) && !host.contains('%') {
        assert_eq!(url.host_str(), Some(host.as_str()), "{found} {url}");
    }
}
