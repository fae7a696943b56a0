//! Where the request of a page goes: one parameter of it set anew, or an address that the server named. Such an address is
//! followed at the same origin only, since the credentials go with it.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Uri};
use percent_encoding::percent_decode_str;

use crate::request::addition::is_named;
use crate::request::{PageRefusal, QUERY, addition, push_escaped, reference};
use crate::spec::{ParameterSpec, Place};

/// A request whose body is at hand, so that it can be made again.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) head: http::request::Parts,
    pub(super) body: Bytes,
}

impl Template {
    /// The value of a parameter, as text. `None` if it is left out.
    pub(super) fn value(&self, parameter: &ParameterSpec) -> Option<String> {
        let name = parameter.wire_name;
        match parameter.place {
            Place::Query => value_of_pair(self.head.uri.query()?, name),
            Place::Header => Some(self.head.headers.get(name)?.to_str().ok()?.to_owned()),
            Place::Field if self.is_form() => value_of_pair(std::str::from_utf8(&self.body).ok()?, name),
            Place::Field => {
                let members: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&self.body).ok()?;
                match members.get(name)? {
                    serde_json::Value::String(text) => Some(text.clone()),
                    serde_json::Value::Number(number) => Some(number.to_string()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The request with another value of a parameter.
    pub(super) fn with_value(&self, parameter: &ParameterSpec, value: &Value) -> Result<Self, PageRefusal> {
        let mut next = self.clone();
        let (name, text) = (parameter.wire_name, value.text());
        match parameter.place {
            Place::Query => {
                let mut target = self.head.uri.path().to_owned();
                target.push('?');
                target.push_str(&with_pair(self.head.uri.query().unwrap_or_default(), name, &text));
                next.head.uri = at_same_origin(&self.head.uri, target)?;
            }
            Place::Header => {
                let name = HeaderName::try_from(name).map_err(|_| PageRefusal::Unusable)?;
                let text = HeaderValue::try_from(text).map_err(|_| PageRefusal::Unusable)?;
                next.head.headers.insert(name, text);
            }
            Place::Field if self.is_form() => {
                let pairs = std::str::from_utf8(&self.body).map_err(|_| PageRefusal::Unusable)?;
                next.body = with_pair(pairs, name, &text).into();
            }
            Place::Field => next.body = with_member(&self.body, name, value).ok_or(PageRefusal::Unusable)?,
            _ => return Err(PageRefusal::Undeclared),
        }
        Ok(next)
    }

    /// The request to an address that the server named, which may be relative to this one (RFC 3986, section 5.2).
    pub(super) fn at(&self, address: &str) -> Result<Self, PageRefusal> {
        let mut next = self.clone();
        next.head.uri = resolve(&self.head.uri, address)?;
        Ok(next)
    }

    fn is_form(&self) -> bool {
        let media =
            self.head.headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
        media.starts_with("application/x-www-form-urlencoded")
    }
}

/// What a parameter is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Number(u64),
    Text(String),
}

impl Value {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

fn value_of_pair(query: &str, name: &str) -> Option<String> {
    let pair = query.split('&').find(|pair| is_named(pair, name))?;
    let (_, value) = pair.split_once('=')?;
    Some(percent_decode_str(&value.replace('+', " ")).decode_utf8().ok()?.into_owned())
}

/// The pairs with this one in the place of those of its name, or behind them all.
fn with_pair(query: &str, name: &str, value: &str) -> String {
    let mut own = String::new();
    push_escaped(&mut own, name, QUERY);
    own.push('=');
    push_escaped(&mut own, value, QUERY);
    let mut pairs: Vec<&str> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if !is_named(pair, name) {
            pairs.push(pair);
        } else if !pairs.contains(&own.as_str()) {
            pairs.push(&own);
        }
    }
    if !pairs.contains(&own.as_str()) {
        pairs.push(&own);
    }
    pairs.join("&")
}

/// The JSON object with this member; the others stay as they are written.
fn with_member(body: &[u8], name: &str, value: &Value) -> Option<Bytes> {
    let value = match value {
        Value::Number(number) => serde_json::value::to_raw_value(number),
        Value::Text(text) => serde_json::value::to_raw_value(text),
    };
    let object = if body.is_empty() { b"{}" } else { body };
    addition::with_member(object, name, &value.ok()?).map(Bytes::from)
}

fn resolve(base: &Uri, reference: &str) -> Result<Uri, PageRefusal> {
    let uri = reference::resolve(base, reference).ok_or(PageRefusal::Unusable)?;
    if !reference::is_same_origin(base, &uri) {
        let scheme = uri.scheme_str().unwrap_or_default();
        let host = uri.authority().map_or("", |authority| authority.as_str());
        // What stands before `@` may be a secret.
        let host = host.rsplit('@').next().unwrap_or_default();
        return Err(PageRefusal::OtherOrigin(format!("{scheme}://{host}")));
    }
    at_same_origin(
        base,
        uri.path_and_query().map_or_else(|| "/".to_owned(), |target| target.as_str().to_owned()),
    )
}

fn at_same_origin(base: &Uri, target: String) -> Result<Uri, PageRefusal> {
    let mut parts = base.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).map_err(|_| PageRefusal::Unusable)?);
    Uri::from_parts(parts).map_err(|_| PageRefusal::Unusable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn resolved(base: &str, reference: &str) -> Result<String, PageRefusal> {
        resolve(&base.parse().unwrap(), reference).map(|uri| uri.to_string())
    }

    #[test]
    fn addresses_at_the_same_origin_are_followed() {
        for (reference, target) in [
            ("https://h.example/v1/users?page=2", "https://h.example/v1/users?page=2"),
            ("https://H.EXAMPLE:443/x#part", "https://h.example/x"),
            ("https://h.example", "https://h.example/"),
            ("https://h.example?page=2", "https://h.example/?page=2"),
            ("//h.example/x", "https://h.example/x"),
            ("/other?page=2", "https://h.example/other?page=2"),
            ("?page=2", "https://h.example/v1/users?page=2"),
            ("users?after=a:b/c", "https://h.example/v1/users?after=a:b/c"),
        ] {
            assert_eq!(resolved("https://h.example/v1/users?x=1", reference).unwrap(), target, "{reference}");
        }
        assert_eq!(
            resolved("http://127.0.0.1:8080/u", "http://127.0.0.1:8080/v").unwrap(),
            "http://127.0.0.1:8080/v"
        );
    }

    #[test]
    fn addresses_elsewhere_are_refused() {
        for (reference, origin) in [
            ("https://evil.example/v1/users", "https://evil.example"),
            ("http://h.example/v1/users", "http://h.example"),
            ("https://h.example:8443/", "https://h.example:8443"),
            ("//evil.example/v1", "https://evil.example"),
            ("https://user:secret@h.example/v1", "https://h.example"),
            ("https://h.example@evil.example/v1", "https://evil.example"),
            ("https://h.example.evil.example/", "https://h.example.evil.example"),
            ("ftp://h.example/", "ftp://h.example"),
        ] {
            let refused = resolved("https://h.example/v1/users", reference);
            assert_eq!(refused, Err(PageRefusal::OtherOrigin(origin.to_owned())), "{reference}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for reference in [
            "",
            "#x",
            "https://",
            "javascript:alert(1)",
            "/a/../b",
            "..",
            "/%2E%2e/x",
            "/\\evil.example",
            "/a b",
            "\t/x",
        ] {
            let refused = resolved("https://h.example/v1/users", reference);
            assert_eq!(refused, Err(PageRefusal::Unusable), "{reference}");
        }
    }

    #[test]
    fn a_pair_is_set_in_its_place() {
        assert_eq!(with_pair("", "page", "2"), "page=2");
        assert_eq!(with_pair("a=1&page=1&b=2", "page", "2"), "a=1&page=2&b=2");
        assert_eq!(with_pair("page=1&a=1&page=7", "page", "2"), "page=2&a=1");
        assert_eq!(with_pair("page%5Bafter%5D=x", "page[after]", "a&b"), "page%5Bafter%5D=a%26b");
        assert_eq!(value_of_pair("a=1&page%5Bafter%5D=a%26b+c", "page[after]").as_deref(), Some("a&b c"));
        assert_eq!(value_of_pair("pages=1", "page"), None);
    }

    #[test]
    fn a_member_is_set_in_its_place() {
        let set = |body: &str, value| with_member(body.as_bytes(), "after", &value);
        assert_eq!(set("", Value::Number(2)).unwrap(), r#"{"after":2}"#);
        let kept = set(r#"{"z":1.50,"after":null}"#, Value::Text("a\"b".into())).unwrap();
        assert_eq!(kept, r#"{"z":1.50,"after":"a\"b"}"#);
        assert_eq!(set("[1]", Value::Number(2)), None);
    }

    proptest! {
        #[test]
        fn nothing_leads_to_another_origin(reference in "(https?:)?(//)?[a-z@:./?#\\\\%0-9 é]{0,30}") {
            let base: Uri = "https://h.example/v1/users".parse().unwrap();
            if let Ok(uri) = resolve(&base, &reference) {
                let seen = url::Url::parse(&uri.to_string()).unwrap();
                prop_assert_eq!(seen.origin(), url::Url::parse("https://h.example").unwrap().origin());
            }
        }

        #[test]
        fn what_is_set_is_read_again(query in "[a-z=&%0-9+]{0,30}", name in "[a-z\\[\\]]{1,8}", value in "\\PC{0,20}") {
            let set = with_pair(&query, &name, &value);
            prop_assert_eq!(value_of_pair(&set, &name), Some(value.clone()));
            prop_assert_eq!(with_pair(&set, &name, &value), set);
        }
    }
}
