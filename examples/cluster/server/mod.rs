//! The in-memory server of the cluster: starting it, its routes, and how it words errors. Pods are in `pods`, config maps
//! in `config_maps` and `patching`, all else in `nodes`.
//!
//! It knows nothing of any client, which is why it has no types but JSON.

mod config_maps;
mod nodes;
mod patching;
mod pods;
mod subscription;

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde_json::{Value, json};

use self::subscription::Subscribers;
use crate::loopback::{Loopback, Received};
use crate::urlencoded;

/// The namespace of the story, which has [`PODS`] pods.
pub const NAMESPACE: &str = "shop";
/// How many pods it has from the start.
pub const PODS: usize = 5;

/// A running server with data of its own, until it is dropped.
#[derive(Debug)]
pub struct Server(Loopback);

/// What all handlers share.
#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Data>>);

#[derive(Debug)]
struct Data {
    version: u64,
    /// By their names; all are in [`NAMESPACE`].
    pods: BTreeMap<String, Value>,
    config_maps: BTreeMap<String, Value>,
    watchers: Subscribers,
    /// Who follows the log of which pod.
    followers: HashMap<String, Subscribers>,
}

impl Default for Data {
    fn default() -> Self {
        let mut data = Self {
            version: 100,
            pods: BTreeMap::new(),
            config_maps: BTreeMap::new(),
            watchers: Subscribers::default(),
            followers: HashMap::new(),
        };
        for index in 0..PODS {
            let name = format!("web-{index}");
            let labels = json!({ "app": "web", "tier": if index == 0 { "canary" } else { "stable" } });
            let pod = json!({
                "metadata": { "name": name, "labels": labels, "resourceVersion": data.next_version() },
                "spec": { "containers": [{ "name": "web", "image": "web:1" }] },
                "status": { "phase": "Running" },
            });
            data.pods.insert(name, pod);
        }
        data
    }
}

impl Data {
    fn next_version(&mut self) -> String {
        self.version += 1;
        self.version.to_string()
    }
}

impl Shared {
    fn data(&self) -> MutexGuard<'_, Data> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If there is none.
    pub async fn start() -> io::Result<Self> {
        let namespaced = Router::new()
            .route("/pods", get(pods::list).post(pods::create))
            .route("/pods/{name}", get(pods::one).delete(pods::remove))
            .route("/pods/{name}/eviction", post(pods::evict))
            .route("/pods/{name}/log", get(pods::log))
            .route("/configmaps", post(config_maps::create))
            .route("/configmaps/{name}", put(config_maps::replace).patch(config_maps::patch))
            .route("/services/{service}/proxy/{*path}", get(nodes::proxy));
        let router = Router::new()
            .nest(&format!("/api/v1/namespaces/{NAMESPACE}"), namespaced)
            .route("/api/v1/nodes", get(nodes::list))
            .route("/apis/metrics.example.com/v1/nodes/{names}", get(nodes::metrics))
            .route("/readyz/{check}", get(nodes::readiness))
            .fallback(forbidden)
            .with_state(Shared::default());
        Ok(Self(Loopback::start(router).await?))
    }

    /// The address of the API.
    pub fn base_url(&self) -> String {
        self.0.origin()
    }

    /// What came until now.
    pub fn received(&self) -> Vec<Received> {
        self.0.received()
    }
}

/// Whoever calls may only see one namespace.
async fn forbidden(State(_): State<Shared>, uri: Uri) -> Response {
    failure(StatusCode::FORBIDDEN, "Forbidden", &format!("{} is not yours to see", uri.path()), json!({}))
}

/// An error, as an object of kind `Status`.
fn failure(status: StatusCode, reason: &str, message: &str, details: Value) -> Response {
    let body = json!({
        "kind": "Status",
        "apiVersion": "v1",
        "status": "Failure",
        "reason": reason,
        "message": message,
        "details": details,
        "code": status.as_u16(),
    });
    (status, Json(body)).into_response()
}

fn not_found(kind: &str, name: &str) -> Response {
    let message = format!("{kind} \"{name}\" not found");
    failure(StatusCode::NOT_FOUND, "NotFound", &message, json!({ "name": name, "kind": kind }))
}

fn already_exists(kind: &str, name: &str) -> Response {
    let message = format!("{kind} \"{name}\" already exists");
    failure(StatusCode::CONFLICT, "AlreadyExists", &message, json!({ "name": name, "kind": kind }))
}

fn conflict(kind: &str, name: &str) -> Response {
    let message = format!("{kind} \"{name}\" has been modified");
    failure(StatusCode::CONFLICT, "Conflict", &message, json!({ "name": name, "kind": kind }))
}

fn invalid(kind: &str, name: &str, field: &str, reason: &str) -> Response {
    let causes = json!([{ "reason": reason, "message": "it cannot be so", "field": field }]);
    let details = json!({ "name": name, "kind": kind, "causes": causes });
    failure(StatusCode::UNPROCESSABLE_ENTITY, "Invalid", &format!("{kind} \"{name}\" is invalid"), details)
}

fn expired() -> Response {
    failure(StatusCode::GONE, "Expired", "the place in the list is too old", Value::Null)
}

fn success() -> Response {
    Json(json!({ "kind": "Status", "status": "Success" })).into_response()
}

/// The pairs of the query.
fn pairs(uri: &Uri) -> HashMap<String, String> {
    urlencoded::pairs(uri.query().unwrap_or_default())
}

/// The part of a list that is asked for.
fn page(all: Vec<Value>, version: u64, pairs: &HashMap<String, String>) -> Response {
    let limit = pairs.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(usize::MAX);
    let begin = match pairs.get("continue").map(|place| place.strip_prefix("from:").map(str::parse)) {
        None => 0,
        Some(Some(Ok(begin))) => begin,
        Some(_) => return expired(),
    };
    let behind = all.len().saturating_sub(begin).saturating_sub(limit);
    let mut metadata = json!({ "resourceVersion": version.to_string() });
    if behind > 0 {
        metadata["continue"] = format!("from:{}", begin + limit).into();
        metadata["remainingItemCount"] = behind.into();
    }
    let items: Vec<_> = all.into_iter().skip(begin).take(limit).collect();
    Json(json!({ "kind": "List", "metadata": metadata, "items": items })).into_response()
}

/// Whether an object has the labels of a selector, as in `app=web,tier=stable`.
fn is_selected(object: &Value, pairs: &HashMap<String, String>) -> bool {
    pairs.get("labelSelector").is_none_or(|selector| {
        let mut labels = selector.split(',').filter_map(|label| label.split_once('='));
        labels.all(|(name, value)| object["metadata"]["labels"][name] == value)
    })
}
