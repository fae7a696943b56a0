//! What errors the API answers, and how it words them: in XML.

use serde::Deserialize;
use serde_json::value::to_raw_value;
use serde_json::{Map, Value};
use sigpost::http::response::Parts;
use sigpost::{Declared, ErrorBody, ErrorFormat, ErrorSet};

/// What any call about buckets and objects may be answered.
#[derive(Debug, ErrorSet)]
pub enum StoreErrors {
    /// There is no such bucket.
    #[error("NoSuchBucket" = 404)]
    NoSuchBucket(Declared<Subject>),
    /// There is no such object.
    #[error("NoSuchKey" = 404)]
    NoSuchKey(Declared<Subject>),
    /// There is nothing, and the answer, as one to `HEAD`, has no body that would say what.
    #[error(404)]
    NotFound(Declared),
    /// No key, a wrong one, or a signature that does not fit.
    #[error("AccessDenied" = 403)]
    AccessDenied(Declared),
}

/// What an error is about.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
pub struct Subject {
    /// The bucket, or `bucket/key`.
    pub resource: String,
}

/// Which condition did not hold.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
pub struct Precondition {
    /// The name of its header field.
    pub condition: String,
}

/// Errors as `<Error><Code>…</Code><Message>…</Message>…</Error>`. All members together are the detail, as if they were
/// JSON.
#[derive(Clone, Copy, Debug)]
pub struct Xml;

impl ErrorFormat for Xml {
    fn read(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        let members = members(std::str::from_utf8(body).ok()?)?;
        let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
        let found = ErrorBody::new().code(text("Code")).message(text("Message"));
        Some(found.detail(to_raw_value(&members).ok()?))
    }
}

/// The members of an `<Error>`. They hold nothing but text, so that no parser of XML is needed.
fn members(xml: &str) -> Option<Map<String, Value>> {
    let mut rest = xml.split_once("<Error>")?.1;
    let mut members = Map::new();
    while let Some((name, inside)) = rest.trim_start().strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        if name == "/Error" {
            return Some(members);
        }
        let (text, behind) = inside.split_once(&format!("</{name}>"))?;
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        members.insert(name.to_owned(), text.into());
        rest = behind;
    }
    None
}
