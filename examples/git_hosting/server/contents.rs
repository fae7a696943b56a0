//! What is in a repository: files, directories, commits, and archives of all of it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::data::{Data, File};
use super::{Shared, header, invalid, json_of, not_found, refusal};

const DIFF: &str = "--- a/src/engine.rs\n+++ b/src/engine.rs\n";

pub(super) async fn compare(
    Path((_, _, range)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some((base, head)) = range.split_once("...") else { return not_found() };
    if header(&headers, "accept") == "application/vnd.github.diff" {
        return DIFF.into_response();
    }
    let (status, ahead) = if base == head { ("identical", 0) } else { ("ahead", 2) };
    json_of(json!({ "status": status, "ahead_by": ahead, "behind_by": 0 }))
}

pub(super) async fn patch(Path((_, _, file)): Path<(String, String, String)>) -> Response {
    match file.rsplit_once('.') {
        Some((_, "diff")) => DIFF.into_response(),
        Some((sha, "patch")) => format!("From {sha}\nSubject: Ignite\n\n{DIFF}").into_response(),
        _ => not_found(),
    }
}

pub(super) async fn root(State(shared): State<Shared>) -> Response {
    json_of(directory(&shared.data(), ""))
}

pub(super) async fn read(
    State(shared): State<Shared>,
    Path((_, _, path)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let data = shared.data();
    match data.files.get(&path) {
        Some(file) if header(&headers, "accept") == "application/vnd.github.raw+json" => {
            file.content.clone().into_response()
        }
        Some(File { sha, content }) => {
            json_of(json!({ "type": "file", "path": path, "sha": sha, "size": content.len() }))
        }
        None if path == "LATEST" => {
            json_of(json!({ "type": "symlink", "path": path, "target": "README.md" }))
        }
        None => match directory(&data, &format!("{path}/")) {
            Value::Array(entries) if entries.is_empty() => not_found(),
            entries => json_of(entries),
        },
    }
}

/// What is right below a path.
fn directory(data: &Data, prefix: &str) -> Value {
    let mut entries: Vec<Value> = Vec::new();
    for (path, file) in &data.files {
        let Some(below) = path.strip_prefix(prefix) else { continue };
        let entry = match below.split_once('/') {
            Some((name, _)) => json!({ "type": "dir", "path": format!("{prefix}{name}") }),
            None => {
                json!({ "type": "file", "path": path, "sha": file.sha, "size": file.content.len() })
            }
        };
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    entries.into()
}

pub(super) async fn write(
    State(shared): State<Shared>,
    Path((_, _, path)): Path<(String, String, String)>,
    Json(body): Json<Value>,
) -> Response {
    let mut data = shared.data();
    let Some(content) = body["content"].as_str() else { return invalid("File", "content", "missing_field") };
    let known = data.files.get(&path).map(|file| file.sha.clone());
    if known.as_deref() != body["sha"].as_str() {
        return refusal(StatusCode::CONFLICT, "The hash is not that of the file");
    }
    let (sha, commit) = (data.hash(), data.hash());
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    let answer = json!({ "content": { "path": path, "sha": sha }, "commit": { "sha": commit } });
    data.files.insert(path, File { sha, content: content.to_owned() });
    (status, json_of(answer)).into_response()
}

pub(super) async fn remove(
    State(shared): State<Shared>,
    Path((_, _, path)): Path<(String, String, String)>,
    Json(body): Json<Value>,
) -> Response {
    let mut data = shared.data();
    match data.files.get(&path) {
        None => not_found(),
        Some(file) if body["sha"] != file.sha.as_str() => refusal(StatusCode::CONFLICT, "Another hash"),
        Some(_) => {
            data.files.remove(&path);
            json_of(json!({ "commit": { "sha": data.hash() } }))
        }
    }
}

pub(super) async fn find_archive(
    State(shared): State<Shared>,
    Path((owner, repo, reference)): Path<(String, String, String)>,
) -> Response {
    let location = format!("{}/{owner}/{repo}/legacy.tar.gz/{reference}", shared.files);
    (StatusCode::FOUND, [(LOCATION, location)]).into_response()
}

/// Nobody who comes here with a token is served: it is not for this host.
pub(super) async fn archive(headers: HeaderMap) -> Response {
    if headers.contains_key("authorization") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    ([("content-type", "application/gzip")], [0x1f_u8, 0x8b, 8, 0].as_slice()).into_response()
}
