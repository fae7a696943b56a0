//! Nodes, what they do, whether they are ready, and the services behind them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Shared, is_selected, not_found, page, pairs};

const NAMES: [&str; 3] = ["node-a", "node-b", "node-c"];

pub(super) async fn list(State(shared): State<Shared>, uri: Uri) -> Response {
    let pairs = pairs(&uri);
    let nodes = NAMES.iter().map(|name| json!({ "metadata": { "name": name, "labels": { "zone": "z" } } }));
    let nodes: Vec<Value> = nodes.filter(|node| is_selected(node, &pairs)).collect();
    page(nodes, shared.data().version, &pairs)
}

pub(super) async fn metrics(Path(names): Path<String>) -> Response {
    let usage = json!({ "cpu": "250m", "memory": "1Gi" });
    let nodes = names.split(',').map(|name| json!({ "metadata": { "name": name }, "usage": usage }));
    let nodes: Vec<_> = nodes.collect();
    match names.split(',').find(|name| !NAMES.contains(name)) {
        Some(unknown) => not_found("nodes", unknown),
        None => Json(json!({ "items": nodes })).into_response(),
    }
}

/// One service answers, the other has nothing behind it.
pub(super) async fn proxy(Path((service, path)): Path<(String, String)>) -> Response {
    match service.as_str() {
        "http:shop:8080" => ([("x-served-by", "web-0")], format!("the shop's {path}")).into_response(),
        "http:bank:8080" => (StatusCode::BAD_GATEWAY, "<html>no endpoints</html>").into_response(),
        _ => not_found("services", &service),
    }
}

/// The store never says whether it is ready.
pub(super) async fn readiness(Path(check): Path<String>) -> Response {
    match check.as_str() {
        "ping" => "ok".into_response(),
        "etcd" => std::future::pending().await,
        _ => not_found("checks", &check),
    }
}
