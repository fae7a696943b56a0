//! Following a redirect (RFC 9110, section 15.4): to which address, by which method, and with how much of the request.

use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_LOCATION,
    CONTENT_TYPE, HeaderName, LOCATION, RANGE, USER_AGENT,
};
use http::{Method, Request, StatusCode};

use crate::error::ErrorResponse;
use crate::request::Body;
use crate::request::reference::{is_same_origin, origin, resolve};

/// What goes to another origin. All else may be a secret, the fields of the author's own above all.
const PUBLIC: [HeaderName; 4] = [ACCEPT, ACCEPT_LANGUAGE, RANGE, USER_AGENT];

/// What says something of a body.
const ABOUT_BODY: [HeaderName; 5] =
    [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION];

/// A request to the place that a redirect names.
pub(crate) struct Followed {
    pub(crate) request: Request<Body>,
    /// Whether the credentials may go there.
    pub(crate) is_same_origin: bool,
}

/// The request that follows a redirect, where one may be followed: to another origin only what has no body and reads only,
/// and never from `https` to `http`.
pub(crate) fn follow(request: &Request<Body>, response: &ErrorResponse) -> Option<Followed> {
    let status = response.status();
    let method = match status {
        // What clients make of POST is as old as the web, and RFC 9110 permits it.
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if request.method() == Method::POST => Method::GET,
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => request.method().clone(),
        StatusCode::SEE_OTHER if request.method() == Method::HEAD => Method::HEAD,
        StatusCode::SEE_OTHER => Method::GET,
        _ => return None,
    };
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let target = resolve(request.uri(), location)?;
    // Another scheme than HTTP's, or a user in the address, is not followed.
    origin(&target)?;
    let is_same_origin = is_same_origin(request.uri(), &target);
    let keeps_body = method == *request.method();
    let body = if keeps_body { request.body().spare()? } else { Body::empty() };
    let is_downgrade = request.uri().scheme_str() == Some("https") && target.scheme_str() == Some("http");
    let is_plain = method.is_safe() && body.as_bytes().is_some_and(|bytes| bytes.is_empty());
    if body.is_spent() || !is_same_origin && (is_downgrade || !is_plain) {
        return None;
    }
    let mut followed = Request::new(body);
    *followed.method_mut() = method;
    *followed.uri_mut() = target;
    for (name, value) in request.headers() {
        let goes_there = is_same_origin || PUBLIC.contains(name);
        if goes_there && (keeps_body || !ABOUT_BODY.contains(name)) {
            followed.headers_mut().append(name, value.clone());
        }
    }
    Some(Followed { request: followed, is_same_origin })
}
