//! The in-memory server of the git host: starting it, its routes, and who may call them. What it has stands in `data`,
//! what it answers in `repositories`, `contents`, and `work`.
//!
//! It is two hosts, as at the real one: the API, and one for files, where releases are uploaded to and archives are
//! downloaded from. It knows nothing of any client, which is why it has no types but JSON.

mod contents;
mod data;
mod repositories;
mod work;

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use self::data::Data;
use crate::loopback::{Loopback, Received};
use crate::urlencoded;

/// A token that is good.
pub const TOKEN: &str = "ghp_good";
/// A token that has used up what it may ask for.
pub const SPENT_TOKEN: &str = "ghp_spent";
/// The id of the application that the token was made for, and its secret.
pub const APPLICATION: (&str, &str) = ("Iv1.acme", "application-secret");
/// How many repositories the organization `acme` has.
pub const REPOSITORIES: usize = 5;
/// Calls in an hour.
const LIMIT: u64 = 60;
/// Where the API begins on its host.
const PREFIX: &str = "/api/v3";

/// A running server with data of its own, until it is dropped.
#[derive(Debug)]
pub struct Server {
    api: Loopback,
    files: Loopback,
}

/// What all handlers share.
#[derive(Clone, Debug, Default)]
struct Shared {
    data: Arc<Mutex<Data>>,
    /// Where the files are.
    files: String,
}

impl Shared {
    fn data(&self) -> MutexGuard<'_, Data> {
        self.data.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Starts on free ports of 127.0.0.1.
    ///
    /// # Errors
    /// If there are none.
    pub async fn start() -> io::Result<Self> {
        let mut shared = Shared::default();
        let files = Router::new()
            .route("/repos/{owner}/{repo}/releases/{release}/assets", post(work::upload_asset))
            .layer(from_fn_with_state(shared.clone(), authorize))
            .route("/{owner}/{repo}/legacy.tar.gz/{*reference}", get(contents::archive))
            .with_state(shared.clone());
        let files = Loopback::start(files).await?;
        shared.files = files.origin();
        let api = Router::new()
            .route("/orgs/{org}/repos", get(repositories::list))
            .route("/search/repositories", get(repositories::search))
            .route("/repositories/{id}", get(repositories::by_id))
            .route("/repos/{owner}/{repo}", get(repositories::one))
            .route("/repos/{owner}/{repo}/stats/contributors", get(repositories::contributors))
            .route("/user/starred/{owner}/{repo}", {
                get(repositories::is_starred).put(repositories::star).delete(repositories::unstar)
            })
            .route("/repos/{owner}/{repo}/compare/{range}", get(contents::compare))
            .route("/repos/{owner}/{repo}/git/commits/{file}", get(contents::patch))
            .route("/repos/{owner}/{repo}/contents/", get(contents::root))
            .route("/repos/{owner}/{repo}/contents/{*path}", {
                get(contents::read).put(contents::write).delete(contents::remove)
            })
            .route("/repos/{owner}/{repo}/tarball/{*reference}", get(contents::find_archive))
            .route("/repos/{owner}/{repo}/pulls/{number}/merge", get(work::is_merged).put(work::merge))
            .route("/repos/{owner}/{repo}/issues", post(work::open_issue))
            .route("/repos/{owner}/{repo}/issues/{number}", axum::routing::patch(work::change_issue))
            .route("/repos/{owner}/{repo}/releases", post(work::create_release))
            .fallback(async || not_found())
            .layer(from_fn_with_state(shared.clone(), authorize))
            .route("/applications/{client}/token", post(work::check_token))
            .route("/zen", get(async || "Anything added dilutes everything else."))
            .with_state(shared);
        let api = Loopback::start(Router::new().nest(PREFIX, api)).await?;
        Ok(Self { api, files })
    }

    /// The address of the API.
    pub fn base_url(&self) -> String {
        self.api.origin() + PREFIX
    }

    /// The address of the host of files.
    pub fn files_url(&self) -> String {
        self.files.origin()
    }

    /// What came to the API until now.
    pub fn received(&self) -> Vec<Received> {
        self.api.received()
    }

    /// What came to the host of files until now.
    pub fn received_by_files(&self) -> Vec<Received> {
        self.files.received()
    }
}

/// Lets good tokens in, and counts their calls.
async fn authorize(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let token = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match token.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(TOKEN) => {
            shared.data().calls += 1;
            let left = LIMIT.saturating_sub(shared.data().calls);
            let mut answer = next.run(request).await;
            answer.headers_mut().insert("x-ratelimit-limit", HeaderValue::from(LIMIT));
            answer.headers_mut().insert("x-ratelimit-remaining", HeaderValue::from(left));
            answer
        }
        Some(SPENT_TOKEN) => {
            let refusal = refusal(StatusCode::TOO_MANY_REQUESTS, "API rate limit exceeded");
            ([(RETRY_AFTER, "60")], refusal).into_response()
        }
        _ => refusal(StatusCode::UNAUTHORIZED, "Bad credentials"),
    }
}

/// The body of an error: it has no code.
fn refusal(status: StatusCode, message: &str) -> Response {
    let body = json!({ "message": message, "documentation_url": "https://docs.example.com/rest" });
    (status, axum::Json(body)).into_response()
}

fn not_found() -> Response {
    refusal(StatusCode::NOT_FOUND, "Not Found")
}

/// Says that a member is not as it must be.
fn invalid(resource: &str, field: &str, code: &str) -> Response {
    let errors = json!([{ "resource": resource, "field": field, "code": code }]);
    let body = json!({ "message": "Validation Failed", "errors": errors });
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(body)).into_response()
}

fn json_of(value: Value) -> Response {
    axum::Json(value).into_response()
}

/// The pairs of the query.
fn pairs(uri: &Uri) -> HashMap<String, String> {
    urlencoded::pairs(uri.query().unwrap_or_default())
}

/// What a header field says; nothing if it is not there.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
