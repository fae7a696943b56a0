//! Pods: lists, watches, one of them, its log, its end.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{
    Data, Shared, already_exists, conflict, expired, failure, invalid, is_selected, not_found, page, pairs,
    success,
};

const KIND: &str = "pods";

pub(super) async fn list(State(shared): State<Shared>, uri: Uri) -> Response {
    let pairs = pairs(&uri);
    let mut data = shared.data();
    let selected = data.pods.values().filter(|pod| is_selected(pod, &pairs)).cloned();
    let selected: Vec<Value> = selected.collect();
    if pairs.get("watch").is_none_or(|watch| watch != "true") {
        return page(selected, data.version, &pairs);
    }
    let told = match pairs.get("resourceVersion").map(|version| version.parse::<u64>()) {
        // All that is there, and then whatever happens.
        None => selected.iter().map(|pod| event("ADDED", pod)).collect(),
        Some(Ok(version)) if version == data.version => Vec::new(),
        Some(_) => return expired(),
    };
    let bookmark = json!({ "metadata": { "resourceVersion": data.version.to_string() } });
    let told = told.into_iter().chain([event("BOOKMARK", &bookmark)]);
    data.watchers.add(told).into_response()
}

fn event(kind: &str, object: &Value) -> String {
    format!("{}\n", json!({ "type": kind, "object": object }))
}

pub(super) async fn one(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    let pod = shared.data().pods.get(&name).cloned();
    pod.map_or_else(|| not_found(KIND, &name), |pod| Json(pod).into_response())
}

/// Only tries if it is told so; answers at once if the pod need not be pulled first.
pub(super) async fn create(State(shared): State<Shared>, uri: Uri, Json(mut pod): Json<Value>) -> Response {
    let mut data = shared.data();
    let name = pod["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    if data.pods.contains_key(&name) {
        return already_exists(KIND, &name);
    }
    let Some(image) = pod["spec"]["containers"][0]["image"].as_str().filter(|image| !image.is_empty()) else {
        return invalid(KIND, &name, "spec.containers[0].image", "FieldValueRequired");
    };
    let is_at_hand = image == "web:1";
    pod["status"] = json!({ "phase": if is_at_hand { "Running" } else { "Pending" } });
    if pairs(&uri).contains_key("dryRun") {
        return Json(pod).into_response();
    }
    pod["metadata"]["resourceVersion"] = data.next_version().into();
    data.watchers.tell(&event("ADDED", &pod));
    data.pods.insert(name, pod.clone());
    let status = if is_at_hand { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    (status, Json(pod)).into_response()
}

/// A pod that has time is only told to go; without a body it has.
pub(super) async fn remove(State(shared): State<Shared>, Path(name): Path<String>, body: Bytes) -> Response {
    let options: Value = serde_json::from_slice(&body).unwrap_or_default();
    let mut data = shared.data();
    let Some(pod) = data.pods.get(&name).cloned() else { return not_found(KIND, &name) };
    let expected = &options["preconditions"]["resourceVersion"];
    if !expected.is_null() && *expected != pod["metadata"]["resourceVersion"] {
        return conflict(KIND, &name);
    }
    if options["gracePeriodSeconds"] != 0 {
        let event = event("MODIFIED", &pod);
        data.watchers.tell(&event);
        return (StatusCode::ACCEPTED, Json(pod)).into_response();
    }
    end(&mut data, &name);
    success()
}

fn end(data: &mut Data, name: &str) {
    data.next_version();
    if let Some(pod) = data.pods.remove(name) {
        data.watchers.tell(&event("DELETED", &pod));
    }
    // With it go those who follow its log.
    data.followers.remove(name);
}

/// There is only one pod of the canaries.
pub(super) async fn evict(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    let mut data = shared.data();
    let Some(pod) = data.pods.get(&name) else { return not_found(KIND, &name) };
    if pod["metadata"]["labels"]["tier"] == "canary" {
        let message = "the last one of its kind must stay";
        let details = json!({ "name": name, "kind": KIND, "retryAfterSeconds": 10 });
        return failure(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", message, details);
    }
    end(&mut data, &name);
    (StatusCode::CREATED, success()).into_response()
}

pub(super) async fn log(State(shared): State<Shared>, Path(name): Path<String>, uri: Uri) -> Response {
    let lines = ["listening on 8080\n", "GET /\n", "GET /cart\n"];
    let pairs = pairs(&uri);
    let mut data = shared.data();
    if !data.pods.contains_key(&name) {
        return not_found(KIND, &name);
    }
    let plain = [("content-type", "text/plain")];
    if pairs.get("follow").is_some_and(|follow| follow == "true") {
        let told = lines.iter().map(|line| (*line).to_owned());
        let body = data.followers.entry(name).or_default().add(told);
        return (plain, body).into_response();
    }
    let count = pairs.get("tailLines").and_then(|count| count.parse().ok()).unwrap_or(lines.len());
    (plain, lines[lines.len().saturating_sub(count)..].concat()).into_response()
}
