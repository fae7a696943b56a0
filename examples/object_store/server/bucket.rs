//! A bucket, and the objects in it.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::reply::{Breaking, Fault, json_reply};
use super::{BREAKS_AFTER, Call, FRAGILE_FROM};

#[derive(Default)]
pub(super) struct Bucket {
    pub(super) objects: BTreeMap<String, Object>,
}

#[derive(Clone)]
pub(super) struct Object {
    pub(super) content: Bytes,
    /// The media type, and what else the caller has said of it.
    headers: Vec<(HeaderName, HeaderValue)>,
    version: u64,
    /// Whether a cache in front of the store has it.
    pub(super) is_cached: bool,
    has_broken: bool,
}

impl Bucket {
    pub(super) fn object(&mut self, bucket: &str, key: &str) -> Result<&mut Object, Fault> {
        self.objects.get_mut(key).ok_or_else(|| Fault::no_key(bucket, key))
    }

    pub(super) fn put(&mut self, key: &str, object: Object) -> Result<Response, Fault> {
        let (is_new, etag) = (!self.objects.contains_key(key), object.etag());
        self.objects.insert(key.to_owned(), object);
        Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, [(ETAG, etag)]).into_response())
    }

    /// RFC 9110, sections 13.1.1 and 13.1.2.
    pub(super) fn meets_conditions(&self, call: &Call, key: &str) -> Result<(), Fault> {
        let etag = self.objects.get(key).map(Object::etag);
        let (wanted, unwanted) = (call.header("if-match"), call.header("if-none-match"));
        if !wanted.is_empty() && etag.as_deref() != Some(wanted) {
            return Err(Fault::precondition("If-Match"));
        }
        if unwanted == "*" && etag.is_some() {
            return Err(Fault::precondition("If-None-Match"));
        }
        Ok(())
    }

    pub(super) fn list(&self, call: &Call) -> Response {
        let prefix = call.query("prefix");
        let fitting = self.objects.iter().filter(|(key, _)| key.starts_with(prefix));
        let page = fitting
            .skip(call.query("offset").parse().unwrap_or(0))
            .take(call.query("limit").parse().unwrap_or(100));
        json_reply(&page.map(|(key, object)| object.entry(key)).collect())
    }

    pub(super) fn list_folder(&self, folder: &str) -> Response {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let (mut folders, mut objects) = (BTreeSet::new(), Vec::new());
        for (key, object) in &self.objects {
            match key.strip_prefix(&prefix).map(|rest| rest.split_once('/')) {
                Some(Some((folder, _))) => _ = folders.insert(folder),
                Some(None) => objects.push(object.entry(key)),
                None => {}
            }
        }
        json_reply(&json!({"folders": folders, "objects": objects}))
    }

    pub(super) fn upload(&mut self, call: &Call, version: u64) -> Response {
        let part =
            |name: &str| call.parts.iter().find(|(known, ..)| known == name).map(|(.., content)| content);
        let (Some(key), Some(content)) = (part("key"), part("content")) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let key = String::from_utf8_lossy(key).into_owned();
        for (_, file, content) in call.parts.iter().filter(|(name, ..)| name == "previews") {
            let key = format!("{key}.previews/{}", file.as_deref().unwrap_or("unnamed"));
            self.objects.insert(
                key,
                Object { content: content.clone(), headers: Vec::new(), ..Object::new(call, version) },
            );
        }
        let object = Object { content: content.clone(), headers: Vec::new(), ..Object::new(call, version) };
        let entry = object.entry(&key);
        self.objects.insert(key, object);
        (StatusCode::CREATED, json_reply(&entry)).into_response()
    }

    /// Removes what each line names.
    pub(super) fn delete_each(&mut self, lines: &[u8]) -> Response {
        #[derive(Deserialize)]
        struct Line {
            key: String,
        }
        let lines = serde_json::Deserializer::from_slice(lines).into_iter::<Line>();
        let told = lines.filter_map(Result::ok).map(|Line { key }| {
            let deleted = self.objects.remove(&key).is_some();
            format!("{}\n", json!({"key": key, "deleted": deleted}))
        });
        ([(CONTENT_TYPE, "application/x-ndjson")], told.collect::<String>()).into_response()
    }
}

impl Object {
    pub(super) fn new(call: &Call, version: u64) -> Self {
        let is_kept = |name: &&HeaderName| {
            *name == CONTENT_TYPE || *name == "cache-tags" || name.as_str().starts_with("x-meta-")
        };
        let kept = call.head.headers.iter().filter(|(name, _)| is_kept(name));
        let headers = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
        Self { content: call.body.clone(), headers, version, is_cached: false, has_broken: false }
    }

    pub(super) fn copy(&self, version: u64) -> Self {
        Self { version, is_cached: false, ..self.clone() }
    }

    fn etag(&self) -> String {
        format!("\"v{}\"", self.version)
    }

    fn entry(&self, key: &str) -> Value {
        json!({"key": key, "size": self.content.len(), "etag": self.etag()})
    }

    /// What is known of it, with this body.
    fn with_body(&self, status: StatusCode, length: usize, body: Body) -> Response {
        let mut response = (status, [(ETAG, self.etag())], body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_LENGTH, length.into());
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert("x-cache", HeaderValue::from_static(if self.is_cached { "hit" } else { "miss" }));
        headers.extend(self.headers.iter().cloned());
        response
    }

    pub(super) fn describe(&self) -> Result<Response, Fault> {
        Ok(self.with_body(StatusCode::OK, self.content.len(), Body::empty()))
    }

    pub(super) fn transfer(&mut self, call: &Call) -> Result<Response, Fault> {
        let (etag, size) = (self.etag(), self.content.len());
        if call.header("if-none-match") == etag {
            return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
        }
        let is_same = ["", &etag].contains(&call.header("if-range"));
        let range = call.header("range").strip_prefix("bytes=").and_then(|range| range.strip_suffix('-'));
        let first: Option<usize> = range.filter(|_| is_same).and_then(|first| first.parse().ok());
        match first {
            Some(first) if first >= size => {
                let fault =
                    Fault::new(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", "There is no more.");
                Err(fault)
            }
            Some(first) => {
                let rest = self.content.slice(first..);
                let mut response = self.with_body(StatusCode::PARTIAL_CONTENT, rest.len(), Body::from(rest));
                if let Ok(range) = HeaderValue::try_from(format!("bytes {first}-{}/{size}", size - 1)) {
                    response.headers_mut().insert(CONTENT_RANGE, range);
                }
                Ok(response)
            }
            None if size >= FRAGILE_FROM && !self.has_broken => {
                self.has_broken = true;
                let bytes = Some(self.content.slice(..BREAKS_AFTER));
                let body = Body::from_stream(Breaking { bytes, is_flushed: false });
                Ok(self.with_body(StatusCode::OK, size, body))
            }
            None => {
                let response = self.with_body(StatusCode::OK, size, Body::from(self.content.clone()));
                self.is_cached = true;
                Ok(response)
            }
        }
    }
}
