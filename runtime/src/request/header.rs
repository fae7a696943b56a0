//! Header fields and cookies: which values can stand there, and the refusal of those that cannot.

use std::fmt::{Display, Write as _};

use http::header::{
    AUTHORIZATION, CONTENT_LENGTH, COOKIE, HeaderName, HeaderValue, PROXY_AUTHORIZATION, SET_COOKIE,
    TRANSFER_ENCODING,
};

use super::error::{RequestError, RequestFault};

/// A value that can stand in a header field or a cookie: anything that is [`Display`], a type of one's own by implementing
/// that.
///
/// ```
/// use std::fmt;
///
/// use sigpost::{Endpoint, endpoint};
///
/// /// The range of bytes from this one on (RFC 9110, section 14.1.2).
/// pub struct From(u64);
///
/// impl fmt::Display for From {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         write!(f, "bytes={}-", self.0)
///     }
/// }
///
/// #[endpoint(GET "/film")]
/// pub async fn get_film(#[header] range: From);
///
/// assert_eq!(get_film(From(500)).to_request("https://h.example")?.headers()["Range"], "bytes=500-");
/// # Ok::<(), sigpost::RequestError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a header field",
    label = "this parameter is sent as a header or cookie",
    note = "a header or cookie parameter implements `Display`; a list in a header is written `#[header(style = comma)]`"
)]
pub trait HeaderParam: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> HeaderParam for T {}

/// The field of this name and value, unless one of them cannot stand in a header (RFC 9110, section 5).
pub(super) fn field(name: &str, value: &dyn Display) -> Result<(HeaderName, HeaderValue), RequestError> {
    let refused = || RequestError::new(RequestFault::Header { name: name.to_owned() });
    let mut text = String::new();
    write!(text, "{value}").map_err(|_| refused())?;
    let field_name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| refused().caused_by(error))?;
    let mut field_value = HeaderValue::try_from(text).map_err(|error| refused().caused_by(error))?;
    admit(&field_name, &mut field_value)?;
    Ok((field_name, field_value))
}

/// What most calls say twice, for which it need not be looked at byte by byte.
static JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A value that a declaration gives.
pub(super) fn constant(name: &HeaderName, value: &'static str) -> Result<HeaderValue, RequestError> {
    if JSON == value {
        return Ok(JSON.clone());
    }
    HeaderValue::from_maybe_shared(bytes::Bytes::from_static(value.as_bytes()))
        .map_err(|error| RequestError::new(RequestFault::Header { name: name.to_string() }).caused_by(error))
}

/// Refuses what would not arrive as it is given, and guards what is secret.
pub(crate) fn admit(name: &HeaderName, value: &mut HeaderValue) -> Result<(), RequestError> {
    let refused = |reason: &str| {
        Err(RequestError::new(RequestFault::Header { name: name.to_string() }).caused_by(reason))
    };
    if [CONTENT_LENGTH, TRANSFER_ENCODING].contains(name) {
        // Two notions of where a body ends are how one request is made to look like two.
        return refused("how long a body is, the transport says");
    }
    let bytes = value.as_bytes();
    if bytes != bytes.trim_ascii() {
        return refused("a value neither begins nor ends with white space (RFC 9110, section 5.5)");
    }
    guard(name, value);
    Ok(())
}

/// Marks a value as sensitive, so that nothing prints it, if its field is one that carries secrets.
pub(crate) fn guard(name: &HeaderName, value: &mut HeaderValue) {
    if [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name) {
        value.set_sensitive(true);
    }
}

/// Appends `name=value` to the content of a `Cookie` field (RFC 6265, section 4.2.1).
pub(super) fn push_cookie(cookies: &mut String, name: &str, value: &dyn Display) -> Result<(), RequestError> {
    let refused = || RequestError::new(RequestFault::Header { name: name.to_owned() });
    if !cookies.is_empty() {
        cookies.push_str("; ");
    }
    cookies.push_str(name);
    cookies.push('=');
    let start = cookies.len();
    write!(cookies, "{value}").map_err(|_| refused())?;
    if cookies[start..].bytes().all(is_cookie_octet) { Ok(()) } else { Err(refused()) }
}

/// The pairs that are set already, but those whose names come again, and these: there is one `Cookie` field (RFC 6265,
/// section 5.4).
pub(super) fn joined_cookies(known: &HeaderValue, cookies: String) -> Result<String, RequestError> {
    let known = std::str::from_utf8(known.as_bytes()).map_err(|error| {
        RequestError::new(RequestFault::Header { name: COOKIE.to_string() }).caused_by(error)
    })?;
    fn pairs(cookies: &str) -> impl Iterator<Item = &str> {
        cookies.split(';').map(str::trim).filter(|pair| !pair.is_empty())
    }
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let again: Vec<String> = pairs(&cookies).map(name).collect();
    let kept = pairs(known).filter(|pair| !again.contains(&name(pair)));
    Ok(kept.chain([cookies.as_str()]).collect::<Vec<_>>().join("; "))
}

/// `cookie-octet` of RFC 6265, section 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}
