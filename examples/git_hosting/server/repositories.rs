//! Repositories: lists of them, one of them, its stars, and its contributors.

use axum::extract::{Path, State};
use axum::http::header::{ETAG, HOST, LINK, LOCATION};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{PREFIX, Shared, header, invalid, json_of, not_found, pairs, refusal};

/// The version of every repository, which never changes.
const VERSION: &str = "\"v1\"";

pub(super) async fn list(
    State(shared): State<Shared>,
    Path(org): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    if org != "acme" {
        return not_found();
    }
    let sources_only = pairs(&uri).get("type").is_some_and(|kind| kind == "sources");
    let repositories = shared.data().repositories.clone();
    let chosen = repositories.into_iter().filter(|repository| !sources_only || repository["fork"] == false);
    let (page, link) = page(&headers, &uri, chosen.collect());
    (link, json_of(page.into())).into_response()
}

pub(super) async fn search(State(shared): State<Shared>, headers: HeaderMap, uri: Uri) -> Response {
    let query = pairs(&uri).remove("q").unwrap_or_default();
    if query.is_empty() {
        return invalid("Search", "q", "missing");
    }
    let repositories = shared.data().repositories.clone();
    let found: Vec<_> = repositories
        .into_iter()
        .filter(|repository| repository["full_name"].as_str().is_some_and(|name| name.contains(&query)))
        .collect();
    let total = found.len();
    let (page, link) = page(&headers, &uri, found);
    (link, json_of(json!({ "total_count": total, "items": page }))).into_response()
}

/// The page that is asked for, and the header field that says where the next one is.
fn page(headers: &HeaderMap, uri: &Uri, all: Vec<Value>) -> (Vec<Value>, HeaderMap) {
    let mut pairs = pairs(uri);
    let mut number = |name, usual| pairs.remove(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (page, size): (usize, usize) = (number("page", 1), number("per_page", 30));
    let mut link = HeaderMap::new();
    if page * size < all.len() {
        let query = uri.query().unwrap_or_default();
        let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("page="));
        let pairs: Vec<_> = kept.map(str::to_owned).chain([format!("page={}", page + 1)]).collect();
        let query = pairs.join("&");
        let address = format!("http://{}{PREFIX}{}?{query}", header(headers, HOST.as_str()), uri.path());
        if let Ok(value) = format!("<{address}>; rel=\"next\", <{address}>; rel=\"last\"").parse() {
            link.insert(LINK, value);
        }
    }
    (all.into_iter().skip((page - 1) * size).take(size).collect(), link)
}

pub(super) async fn one(
    State(shared): State<Shared>,
    Path((owner, repo)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match (owner.as_str(), repo.as_str()) {
        ("acme", "missile") => {
            let location = format!("http://{}{PREFIX}/repositories/1", header(&headers, HOST.as_str()));
            return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response();
        }
        ("status", "busy") if !shared.data().prepared.insert(repo.clone()) => {
            return json_of(shared.data().repositories[0].clone());
        }
        ("status", "503" | "busy") => {
            return refusal(StatusCode::SERVICE_UNAVAILABLE, "Everybody wants something");
        }
        ("status", "502") => return (StatusCode::BAD_GATEWAY, "<html>unicorn</html>").into_response(),
        ("status", "451") => return refusal(StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS, "Blocked"),
        _ => {}
    }
    match shared.data().repository(&owner, &repo) {
        None => not_found(),
        Some(_) if header(&headers, "if-none-match") == VERSION => StatusCode::NOT_MODIFIED.into_response(),
        Some(repository) => ([(ETAG, VERSION)], json_of(repository.clone())).into_response(),
    }
}

pub(super) async fn by_id(State(shared): State<Shared>, Path(id): Path<u64>) -> Response {
    let data = shared.data();
    let found = data.repositories.iter().find(|repository| repository["id"] == id);
    found.map_or_else(not_found, |repository| json_of(repository.clone()))
}

/// Counts from the first call on, and knows by the second.
pub(super) async fn contributors(
    State(shared): State<Shared>,
    Path((owner, repo)): Path<(String, String)>,
) -> Response {
    let mut data = shared.data();
    match repo.as_str() {
        _ if data.repository(&owner, &repo).is_none() => not_found(),
        "rocket" if data.prepared.insert(repo.clone()) => {
            (StatusCode::ACCEPTED, json_of(json!({}))).into_response()
        }
        "rocket" => json_of(json!([{ "author": "ada", "total": 7 }, { "author": "grace", "total": 3 }])),
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

pub(super) async fn is_starred(
    State(shared): State<Shared>,
    Path((owner, repo)): Path<(String, String)>,
) -> Response {
    if shared.data().starred.contains(&format!("{owner}/{repo}")) {
        return StatusCode::NO_CONTENT.into_response();
    }
    not_found()
}

pub(super) async fn star(
    State(shared): State<Shared>,
    Path((owner, repo)): Path<(String, String)>,
) -> Response {
    let mut data = shared.data();
    if data.repository(&owner, &repo).is_none() {
        return not_found();
    }
    data.starred.insert(format!("{owner}/{repo}"));
    StatusCode::NO_CONTENT.into_response()
}

pub(super) async fn unstar(
    State(shared): State<Shared>,
    Path((owner, repo)): Path<(String, String)>,
) -> StatusCode {
    shared.data().starred.remove(&format!("{owner}/{repo}"));
    StatusCode::NO_CONTENT
}
