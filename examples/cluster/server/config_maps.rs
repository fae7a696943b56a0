//! Config maps: making them, replacing them, and which kind of patch it is.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, WARNING};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Shared, already_exists, conflict, failure, invalid, not_found, pairs, patching};

const KIND: &str = "configmaps";

pub(super) async fn create(State(shared): State<Shared>, uri: Uri, Json(mut map): Json<Value>) -> Response {
    let mut data = shared.data();
    let name = map["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    if data.config_maps.contains_key(&name) {
        return already_exists(KIND, &name);
    }
    if pairs(&uri).contains_key("dryRun") {
        return Json(map).into_response();
    }
    map["metadata"]["resourceVersion"] = data.next_version().into();
    data.config_maps.insert(name, map.clone());
    let warning = [(WARNING, "299 - \"keep no passwords here\"")];
    (StatusCode::CREATED, warning, Json(map)).into_response()
}

pub(super) async fn replace(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Json(mut map): Json<Value>,
) -> Response {
    let mut data = shared.data();
    let version = data.next_version();
    match data.config_maps.get_mut(&name) {
        None => not_found(KIND, &name),
        Some(known) if known["metadata"]["resourceVersion"] != map["metadata"]["resourceVersion"] => {
            conflict(KIND, &name)
        }
        Some(known) => {
            map["metadata"]["resourceVersion"] = version.into();
            *known = map;
            Json(known.clone()).into_response()
        }
    }
}

/// What the body means, its media type says.
pub(super) async fn patch(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut data = shared.data();
    let version = data.next_version();
    let media = headers.get(CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let known = data.config_maps.get(&name);
    let patched = match (media, known) {
        (b"application/apply-patch+yaml", _) if pairs(&uri).contains_key("fieldManager") => {
            Some(patching::apply(&name, &String::from_utf8_lossy(&body)))
        }
        (b"application/merge-patch+json", Some(known)) => serde_json::from_slice(&body).ok().map(|change| {
            let mut map = known.clone();
            patching::merge(&mut map, &change);
            map
        }),
        (b"application/json-patch+json", Some(known)) => {
            let steps: Vec<Value> = serde_json::from_slice(&body).unwrap_or_default();
            patching::follow(known.clone(), &steps)
        }
        (_, None) => return not_found(KIND, &name),
        _ => {
            let message = "the body is of an unknown type";
            return failure(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", message, json!({}));
        }
    };
    let Some(mut map) = patched else { return invalid(KIND, &name, "", "Invalid") };
    map["metadata"]["resourceVersion"] = version.into();
    data.config_maps.insert(name, map.clone());
    Json(map).into_response()
}
