//! What a call adds to a request that is built already: query pairs, members of a JSON body, another base address.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Request, Uri};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::base::BaseUrl;
use super::body::Body;
use super::error::{RequestError, RequestFault};
use super::path::is_dot_segment;
use super::query::{ListStyle, QueryParam, write_pairs};
use super::reference;

/// The query pairs of a value, escaped.
pub(crate) fn pairs<T: QueryParam + ?Sized>(
    name: &str,
    style: ListStyle,
    value: &T,
) -> Result<String, RequestError> {
    let mut pairs = String::new();
    match write_pairs(&mut pairs, name, style, value) {
        Ok(()) => Ok(pairs),
        Err(error) => Err(refused(name).caused_by(error)),
    }
}

/// A value as JSON.
pub(crate) fn json<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<Box<RawValue>, RequestError> {
    serde_json::value::to_raw_value(value).map_err(|error| refused(name).caused_by(error))
}

fn refused(name: &str) -> RequestError {
    RequestError::new(RequestFault::Added { name: name.to_owned() })
}

/// The address with these pairs, escaped already, at the end of its query.
pub(crate) fn with_pairs(address: &Uri, pairs: &str) -> Result<Uri, RequestError> {
    if pairs.is_empty() {
        return Ok(address.clone());
    }
    let separator = match address.query() {
        None => "?",
        Some("") => "",
        Some(_) => "&",
    };
    Uri::try_from([&address.to_string(), separator, pairs].concat())
        .map_err(|error| RequestError::new(RequestFault::Uri).caused_by(error))
}

/// Whether a query pair, as it is written, has this name.
pub(crate) fn is_named(pair: &str, name: &str) -> bool {
    let key = pair.split_once('=').map_or(pair, |(key, _)| key);
    percent_decode_str(key).decode_utf8().is_ok_and(|key| key == name)
}

/// The address without the query pairs that decode to this one.
pub(crate) fn without_pair(address: &Uri, name: &str, value: &str) -> Result<Uri, RequestError> {
    let is_other = |pair: &&str| {
        let given = pair.split_once('=').map_or("", |(_, value)| value);
        !(is_named(pair, name) && percent_decode_str(given).decode_utf8().is_ok_and(|given| given == value))
    };
    let query: Vec<&str> = address.query().unwrap_or_default().split('&').filter(is_other).collect();
    let (query, mut parts) = (query.join("&"), address.clone().into_parts());
    let separator = if query.is_empty() { "" } else { "?" };
    let refused = |error: http::Error| RequestError::new(RequestFault::Uri).caused_by(error);
    let target = PathAndQuery::try_from([address.path(), separator, &query].concat());
    parts.path_and_query = Some(target.map_err(|error| refused(error.into()))?);
    Uri::from_parts(parts).map_err(|error| refused(error.into()))
}

/// The address that takes the place of one, and whether it is of another origin.
pub(crate) fn elsewhere(known: &Uri, address: &str) -> Result<(Uri, bool), RequestError> {
    let uri = reference::resolve(known, address).filter(|uri| reference::origin(uri).is_some());
    let uri = uri.ok_or_else(|| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let reason = match path.split('/').find(|segment| is_dot_segment(segment)) {
            Some(_) => "its path has a segment `.` or `..`",
            None => "it is no address of HTTP, or has a user, white space, or a backslash",
        };
        RequestError::new(RequestFault::Uri).caused_by(reason)
    })?;
    let is_elsewhere = !reference::is_same_origin(known, &uri);
    Ok((uri, is_elsewhere))
}

/// The address behind another base, in place of a base with the path prefix `known`.
pub(crate) fn with_base(address: &Uri, known: &str, base: &BaseUrl) -> Result<Uri, RequestError> {
    let target = address.path_and_query().map_or("", |target| target.as_str());
    base.uri([base.prefix(), target.strip_prefix(known).unwrap_or(target)].concat())
}

/// Sets a header field.
pub(crate) fn set_header(
    request: &mut Request<Body>,
    name: HeaderName,
    value: HeaderValue,
) -> Result<(), RequestError> {
    if name == CONTENT_TYPE && request.body().as_multipart().is_some() {
        let error = RequestError::new(RequestFault::Header { name: name.to_string() });
        return Err(
            error.caused_by("it has the boundary of the parts; `media` in the declaration says another type")
        );
    }
    request.headers_mut().insert(name, value);
    Ok(())
}

/// Puts a member into the JSON object that is the body, in the place of one with this name, or at the end. A request
/// without a body gets such an object.
pub(crate) fn set_member(
    request: &mut Request<Body>,
    media: &'static str,
    name: &str,
    value: &RawValue,
) -> Result<(), RequestError> {
    let refused = |reason: &str| Err(refused(name).caused_by(reason));
    if [Method::HEAD, Method::TRACE].contains(request.method()) {
        return refused("no body is sent with this method");
    }
    let Some(body) = request.body().as_bytes() else {
        return refused("the body is no JSON object: it is a stream");
    };
    let content_type = request.headers().get(CONTENT_TYPE);
    // An empty form is of its media type as well.
    if !(body.is_empty() && content_type.is_none() || is_json(content_type)) {
        return refused("the body is no JSON object, but of another media type");
    }
    let known = if body.is_empty() { b"{}" } else { &body[..] };
    let Some(body) = with_member(known, name, value) else {
        return refused("the body is JSON, but no object");
    };
    request.headers_mut().remove(CONTENT_LENGTH);
    request.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media));
    *request.body_mut() = Body::from(Bytes::from(body));
    Ok(())
}

/// The JSON object with this member, in the place of one with this name, or at the end; none if it is no JSON object.
pub(crate) fn with_member(object: &[u8], name: &str, value: &RawValue) -> Option<Vec<u8>> {
    let mut object: Object<'_> = serde_json::from_slice(object).ok()?;
    object.set(name, value);
    object.to_json().ok()
}

/// Whether a content type is JSON, or of the `+json` family (RFC 6839, section 3.1).
fn is_json(content_type: Option<&HeaderValue>) -> bool {
    let media = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media == "application/json" || media.ends_with("+json")
}

/// The members of a JSON object in their order, their values as they are.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    fn set(&mut self, name: &'a str, value: &'a RawValue) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name.into(), value)),
        }
    }

    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = vec![b'{'];
        for (name, value) in &self.0 {
            if json.len() > 1 {
                json.push(b',');
            }
            serde_json::to_writer(&mut json, name)?;
            json.push(b':');
            json.extend_from_slice(value.get().as_bytes());
        }
        json.push(b'}');
        Ok(json)
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    members.push((Cow::Owned(name), value));
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_answers_stay_as_they_are() {
        let known: Uri = "https://h.example/v1/".parse().unwrap();
        for (address, expected) in [
            ("https://h.example/a//b.zip?x=1&y=%2F#part", ("https://h.example/a//b.zip?x=1&y=%2F", false)),
            ("https://H.EXAMPLE:443", ("https://H.EXAMPLE:443/", false)),
            ("/a", ("https://h.example/a", false)),
            ("http://h.example/a", ("http://h.example/a", true)),
            ("https://f.example?x=a/../b", ("https://f.example/?x=a/../b", true)),
        ] {
            let (uri, is_elsewhere) = elsewhere(&known, address).unwrap();
            assert_eq!((uri.to_string().as_str(), is_elsewhere), expected);
        }
        for address in [
            "",
            "ftp://h.example/a",
            "https:///a",
            "https://u:p@h.example/a",
            "https://h.example:x/a",
            "https://h.example\\@evil.example/a",
            "https://h.example/a\\b",
            "https://h.example/a/../b",
            "https://h.example/%2e%2E",
            "https://h.example/a b",
        ] {
            assert!(elsewhere(&known, address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_pair_is_taken_out_by_name_and_value() {
        for (address, expected) in [
            ("https://h.example/a", "https://h.example/a"),
            ("https://h.example/a?k%20y=s%26x", "https://h.example/a"),
            (
                "https://h.example/a?x=1&k%20y=s%26x&k%20y=other&%6b%20y=%73&y",
                "https://h.example/a?x=1&k%20y=other&%6b%20y=%73&y",
            ),
            ("https://h.example?k%20y=s%26x&k%20y&k%20y=s%26x", "https://h.example/?k%20y"),
        ] {
            let address: Uri = address.parse().unwrap();
            assert_eq!(without_pair(&address, "k y", "s&x").unwrap(), expected);
        }
    }

    #[test]
    fn members_keep_their_order_and_text() {
        let value = RawValue::from_string("[1.50]".into()).unwrap();
        for (body, expected) in [
            ("", r#"{"é\"":[1.50]}"#),
            ("{}", r#"{"é\"":[1.50]}"#),
            (r#"{"z":1e2,"a":{"b":null}}"#, r#"{"z":1e2,"a":{"b":null},"é\"":[1.50]}"#),
            (r#" { "\u00e9\"" : 1, "a":2 } "#, r#"{"é\"":[1.50],"a":2}"#),
        ] {
            let mut request = Request::new(Body::from(Bytes::copy_from_slice(body.as_bytes())));
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x.y+json; a=b"));
            set_member(&mut request, "application/json", "é\"", &value).unwrap();
            assert_eq!(request.body().as_bytes().unwrap(), expected);
        }
    }
}
