//! Work on a repository: issues, merges, releases; and whose token it is done with.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::data::HEAD;
use super::{Shared, TOKEN, header, invalid, json_of, not_found, pairs, refusal};

pub(super) async fn open_issue(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    if body["title"].as_str().is_none_or(str::is_empty) {
        return invalid("Issue", "title", "missing_field");
    }
    let mut data = shared.data();
    let issue = json!({
        "number": data.issues.len() + 1,
        "title": body["title"],
        "state": "open",
        "milestone": body["milestone"],
        "labels": body["labels"].as_array().cloned().unwrap_or_default(),
    });
    data.issues.push(issue.clone());
    (StatusCode::CREATED, json_of(issue)).into_response()
}

pub(super) async fn change_issue(
    State(shared): State<Shared>,
    Path((_, _, number)): Path<(String, String, usize)>,
    Json(body): Json<Value>,
) -> Response {
    let mut data = shared.data();
    let issue = number.checked_sub(1).and_then(|index| data.issues.get_mut(index));
    let (Some(issue), Some(changes)) = (issue, body.as_object()) else { return not_found() };
    for (name, value) in changes {
        issue[name] = value.clone();
    }
    json_of(issue.clone())
}

pub(super) async fn is_merged(
    State(shared): State<Shared>,
    Path((_, _, number)): Path<(String, String, u64)>,
) -> Response {
    if number == 7 && shared.data().is_merged { StatusCode::NO_CONTENT.into_response() } else { not_found() }
}

pub(super) async fn merge(
    State(shared): State<Shared>,
    Path((_, _, number)): Path<(String, String, u64)>,
    Json(body): Json<Value>,
) -> Response {
    let mut data = shared.data();
    match body["sha"].as_str() {
        _ if number != 7 => not_found(),
        Some(sha) if sha != HEAD => refusal(StatusCode::CONFLICT, "Head branch was modified"),
        _ if data.is_merged => refusal(StatusCode::METHOD_NOT_ALLOWED, "Pull Request is not mergeable"),
        _ => {
            data.is_merged = true;
            json_of(json!({ "sha": data.hash(), "merged": true }))
        }
    }
}

pub(super) async fn create_release(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let mut data = shared.data();
    let tag = body["tag_name"].as_str().unwrap_or_default().to_owned();
    if tag.is_empty() || data.releases.contains(&tag) {
        return invalid("Release", "tag_name", "already_exists");
    }
    data.releases.push(tag.clone());
    let release = json!({ "id": data.releases.len(), "tag_name": tag, "draft": body["draft"] == true });
    (StatusCode::CREATED, json_of(release)).into_response()
}

/// Takes the bytes as they are.
pub(super) async fn upload_asset(
    State(shared): State<Shared>,
    Path((_, _, release)): Path<(String, String, usize)>,
    headers: HeaderMap,
    uri: Uri,
    body: Bytes,
) -> Response {
    let name = pairs(&uri).remove("name").unwrap_or_default();
    if release == 0 || release > shared.data().releases.len() {
        return not_found();
    }
    if body.is_empty() {
        return invalid("ReleaseAsset", "size", "custom");
    }
    let content_type = header(&headers, "content-type");
    let asset = json!({ "name": name, "content_type": content_type, "size": body.len() });
    (StatusCode::CREATED, json_of(asset)).into_response()
}

/// The application shows its id and secret, `Iv1.acme:application-secret`.
pub(super) async fn check_token(headers: HeaderMap, Json(body): Json<Value>) -> Response {
    if header(&headers, "authorization") != "Basic SXYxLmFjbWU6YXBwbGljYXRpb24tc2VjcmV0" {
        return refusal(StatusCode::UNAUTHORIZED, "Bad credentials");
    }
    if body["access_token"] != TOKEN {
        return not_found();
    }
    json_of(json!({ "user": { "login": "ada" } }))
}
