//! The in-memory server of the object store: starting it, who may call what, and the way of a request to its answer. It
//! knows nothing of any client. What buckets do stands in `bucket`.
//!
//! | method | path | shown by |
//! | --- | --- | --- |
//! | GET | `/buckets`, `/buckets/{bucket}/objects`, `/buckets/{bucket}/folders/{folder}` | the key |
//! | PUT, GET, HEAD, DELETE, COPY, PURGE | `/buckets/{bucket}/objects/{key}` | the key |
//! | POST | `/buckets/{bucket}/uploads`, `/buckets/{bucket}/deletions`, `/buckets/{bucket}/signatures` | the key |
//! | GET | `/edge/{bucket}/{key}` | the signature |
//! | POST | `/console/sessions` | user and password |
//! | GET | `/console/usage` | the session's cookie |
//!
//! Its line is bad: the first transfer of an object with [`FRAGILE_FROM`] bytes or more breaks after [`BREAKS_AFTER`].

mod bucket;
mod reply;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use self::bucket::{Bucket, Object};
use self::reply::{Fault, json_reply};
use crate::loopback::{Loopback, Received};
use crate::urlencoded;

/// A key.
pub const KEY: &str = "store-key-5d41402abc";
/// Who may use the console.
pub const USER: &str = "operator";
/// The password for that.
pub const PASSWORD: &str = "correct horse";
/// The buckets that are there.
pub const BUCKETS: [&str; 3] = ["archive", "media", "scratch"];
/// How large an object is, in bytes, whose first transfer breaks.
pub const FRAGILE_FROM: usize = 32 * 1024;
/// After how many bytes it breaks.
pub const BREAKS_AFTER: usize = 16 * 1024;

const SESSION: &str = "s-7f3a9c";
/// How many buckets a page has.
const PAGE: usize = 2;
/// What the clock of signatures says, in seconds since 1970.
const NOW: u64 = 1_780_000_000;

/// A running server with buckets of its own, until it is dropped.
#[derive(Debug)]
pub struct Server(Loopback);

/// Starts a server with empty buckets on a free port of 127.0.0.1.
///
/// # Errors
/// If there is no free port.
pub async fn start() -> io::Result<Server> {
    let buckets = BUCKETS.map(|name| (name.to_owned(), Bucket::default()));
    let store = Arc::new(Mutex::new(Store { buckets: buckets.into(), versions: 0 }));
    Loopback::start(Router::new().fallback(answer).with_state(store)).await.map(Server)
}

impl Server {
    /// The address of the API, such as `http://127.0.0.1:40123`.
    pub fn base_url(&self) -> String {
        self.0.origin()
    }

    /// The requests that came until now.
    pub fn received(&self) -> Vec<Received> {
        self.0.received()
    }
}

struct Store {
    buckets: BTreeMap<String, Bucket>,
    versions: u64,
}

/// A request, taken apart.
struct Call {
    head: Parts,
    query: Value,
    body: Bytes,
    /// The parts of a multipart body: name, file name, content.
    parts: Vec<(String, Option<String>, Bytes)>,
}

async fn answer(State(store): State<Arc<Mutex<Store>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let (Ok(body), query) =
        (to_bytes(body, usize::MAX).await, urlencoded::parse(head.uri.query().unwrap_or_default()))
    else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let parts = parts(&head.headers, &body).await.unwrap_or_default();
    let call = Call { head, query, body, parts };
    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
    store.answer(&call).unwrap_or_else(|fault| fault.into_reply(&call.head.method))
}

impl Store {
    fn answer(&mut self, call: &Call) -> Result<Response, Fault> {
        let path = call.head.uri.path().trim_start_matches('/');
        let (area, rest) = path.split_once('/').unwrap_or((path, ""));
        match (call.head.method.as_str(), area, rest) {
            ("POST", "console", "sessions") => Ok(log_in(call)),
            ("GET", "console", "usage") => Ok(self.usage(call)),
            ("GET", "edge", object) => self.edge(call, object),
            (_, "buckets", _) if call.header("x-store-key") != KEY => Err(Fault::denied()),
            ("GET", "buckets", "") => Ok(self.list_buckets(call)),
            (_, "buckets", rest) => {
                let (bucket, rest) = rest.split_once('/').unwrap_or((rest, ""));
                let (kind, key) = rest.split_once('/').unwrap_or((rest, ""));
                self.in_bucket(call, bucket, kind, &urlencoded::unescaped(key))
            }
            _ => Err(Fault::new(StatusCode::NOT_FOUND, "NoSuchAddress", "There is no such address.")),
        }
    }

    fn in_bucket(&mut self, call: &Call, name: &str, kind: &str, key: &str) -> Result<Response, Fault> {
        let Some(bucket) = self.buckets.get_mut(name) else { return Err(Fault::no_bucket(name)) };
        match (call.head.method.as_str(), kind) {
            ("GET", "objects") if key.is_empty() => Ok(bucket.list(call)),
            ("GET", "folders") => Ok(bucket.list_folder(key)),
            ("GET", "objects") => bucket.object(name, key)?.transfer(call),
            ("HEAD", "objects") => bucket.object(name, key)?.describe(),
            ("PUT", "objects") => {
                bucket.meets_conditions(call, key)?;
                self.versions += 1;
                bucket.put(key, Object::new(call, self.versions))
            }
            ("DELETE", "objects") => {
                bucket.object(name, key)?;
                bucket.meets_conditions(call, key)?;
                bucket.objects.remove(key);
                Ok(StatusCode::NO_CONTENT.into_response())
            }
            ("PURGE", "objects") => {
                bucket.object(name, key)?.is_cached = false;
                Ok(StatusCode::NO_CONTENT.into_response())
            }
            ("COPY", "objects") => self.copy(call, name, key),
            ("POST", "uploads") => {
                self.versions += 1;
                Ok(bucket.upload(call, self.versions))
            }
            ("POST", "deletions") => Ok(bucket.delete_each(&call.body)),
            ("POST", "signatures") => Ok(sign(call, name)),
            _ => {
                Err(Fault::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "That is not done here."))
            }
        }
    }

    fn copy(&mut self, call: &Call, name: &str, key: &str) -> Result<Response, Fault> {
        self.versions += 1;
        let copy = self.buckets.entry(name.to_owned()).or_default().object(name, key)?.copy(self.versions);
        let (into, key) = call.header("destination").split_once('/').unwrap_or_default();
        let bucket = self.buckets.get_mut(into).ok_or_else(|| Fault::no_bucket(into))?;
        let is_there = bucket.objects.contains_key(key);
        if is_there && call.header("overwrite") == "F" {
            return Err(Fault::precondition("Overwrite"));
        }
        bucket.objects.insert(key.to_owned(), copy);
        Ok(if is_there { StatusCode::NO_CONTENT } else { StatusCode::CREATED }.into_response())
    }

    fn list_buckets(&self, call: &Call) -> Response {
        let page = call.query("page").parse().unwrap_or(1).max(1);
        let names = self.buckets.keys().skip((page - 1) * PAGE).take(PAGE);
        json_reply(&names.map(|name| json!({"name": name})).collect::<Vec<Value>>().into())
    }

    /// What anyone gets who has a signature.
    fn edge(&mut self, call: &Call, object: &str) -> Result<Response, Fault> {
        let (bucket, key) = object.split_once('/').unwrap_or((object, ""));
        let key = urlencoded::unescaped(key);
        let expires: u64 = call.query("expires").parse().unwrap_or_default();
        let is_open = expires > NOW && call.query("signature") == signature(bucket, &key, expires);
        if !is_open || !call.header("x-store-key").is_empty() {
            return Err(Fault::denied());
        }
        self.buckets.entry(bucket.to_owned()).or_default().object(bucket, &key)?.transfer(call)
    }

    fn usage(&self, call: &Call) -> Response {
        if call.header(COOKIE.as_str()) != format!("session={SESSION}") {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let lines = self.buckets.iter().map(|(name, bucket)| {
            let size: usize = bucket.objects.values().map(|object| object.content.len()).sum();
            format!("{name}: {} objects, {size} bytes\n", bucket.objects.len())
        });
        lines.collect::<String>().into_response()
    }
}

impl Call {
    /// A header field, empty where there is none.
    fn header(&self, name: &str) -> &str {
        text(&self.head.headers, name)
    }

    /// A query pair, empty where there is none.
    fn query(&self, name: &str) -> &str {
        self.query[name].as_str().unwrap_or_default()
    }
}

fn log_in(call: &Call) -> Response {
    let form = urlencoded::parse(&String::from_utf8_lossy(&call.body));
    if form != json!({"user": USER, "password": PASSWORD}) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    (StatusCode::NO_CONTENT, [(SET_COOKIE, format!("session={SESSION}; Path=/console; HttpOnly"))])
        .into_response()
}

/// Says where anyone can get an object for a while.
fn sign(call: &Call, bucket: &str) -> Response {
    #[derive(Deserialize)]
    struct Wanted {
        key: String,
        seconds: u64,
    }
    let Ok(Wanted { key, seconds }) = serde_json::from_slice(&call.body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let expires = NOW + seconds;
    let signature = signature(bucket, &key, expires);
    let base = format!("http://{}/edge", call.header("host"));
    json_reply(&json!({"base": base, "signature": {"expires": expires, "signature": signature}}))
}

fn signature(bucket: &str, key: &str, expires: u64) -> String {
    let mut hasher = DefaultHasher::new();
    (KEY, bucket, key, expires).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

async fn parts(headers: &HeaderMap, body: &Bytes) -> Option<Vec<(String, Option<String>, Bytes)>> {
    let boundary = multer::parse_boundary(text(headers, CONTENT_TYPE.as_str())).ok()?;
    let mut form = multer::Multipart::new(Body::from(body.clone()).into_data_stream(), boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.ok()? {
        let (name, file) = (field.name()?.to_owned(), field.file_name().map(str::to_owned));
        parts.push((name, file, field.bytes().await.ok()?));
    }
    Some(parts)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
