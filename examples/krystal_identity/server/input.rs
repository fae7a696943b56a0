//! Collects the arguments of a request from its query and body, unchecked. The path is the router's part.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::error::Error;
use super::urlencoded;

/// Query and body merged; where both give the same scalar, the body counts.
pub(super) fn given_arguments(
    query: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Map<String, Value>, Error> {
    if is_json(headers) {
        let body = json_object(body)?;
        let mut given = read_form(query)?;
        merge(&mut given, body);
        Ok(given)
    } else {
        let mut given = read_form(query)?;
        // A form replaces what the query has under the same name. What is neither JSON nor UTF-8 gives no
        // arguments.
        given.extend(read_form(std::str::from_utf8(body).unwrap_or_default())?);
        Ok(given)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

/// Any JSON but an object counts as no arguments at all.
fn json_object(body: &[u8]) -> Result<Map<String, Value>, Error> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(Error::invalid_json_body(error.to_string())),
    }
}

/// Apia leaves these exceptions to the framework below it, which knows no better.
fn read_form(text: &str) -> Result<Map<String, Value>, Error> {
    urlencoded::parse(text).map_err(|urlencoded::Unreadable| Error::unhandled_exception())
}

fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (Some(Value::Object(members)), Value::Object(more)) => merge(members, more),
            (_, value) => {
                into.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use serde_json::json;

    use super::*;

    fn given(query: &str, content_type: Option<&'static str>, body: &str) -> Result<Value, &'static str> {
        let mut headers = HeaderMap::new();
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        given_arguments(query, &headers, body.as_bytes()).map(Value::Object).map_err(|error| error.code())
    }

    #[test]
    fn query_and_json_are_merged_deeply() {
        let merged =
            given("a[id]=1&b=2&c=3", Some("application/json; charset=utf-8"), r#"{"a":{"x":null},"b":[4]}"#);
        assert_eq!(merged, Ok(json!({"a": {"id": "1", "x": null}, "b": [4], "c": "3"})));
    }

    #[test]
    fn a_body_without_the_json_type_is_a_form() {
        assert_eq!(given("a[x]=0&b=2", None, "a[id]=1"), Ok(json!({"a": {"id": "1"}, "b": "2"})));
        assert_eq!(given("", Some("text/plain"), "c=%C3%A9"), Ok(json!({"c": "é"})));
    }

    #[test]
    fn only_json_that_cannot_be_read_is_refused() {
        assert_eq!(given("", Some("application/json"), ""), Ok(json!({})));
        assert_eq!(given("", Some("application/json"), "[1]"), Ok(json!({})));
        assert_eq!(given("", Some("application/json"), "{"), Err("invalid_json_body"));
        assert_eq!(given("a=%zz", Some("application/json"), "{}"), Err("unhandled_exception"));
    }
}
