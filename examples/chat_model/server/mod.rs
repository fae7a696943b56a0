//! The server of the chat models on loopback: starting it, who may call what, and how errors are worded. It knows nothing of
//! any client. What it says in conversations stands in `conversations`, what it does with files in `files`.
//!
//! | asked | it |
//! | --- | --- |
//! | for another model than [`MODEL`] | answers 404 |
//! | something with more than [`LIMIT`] words | answers 400 |
//! | `busy?` | answers 429, and asks to wait [`WAIT`] seconds |
//! | `broken?` | answers 503, or says in the middle of a stream that it cannot go on |
//! | to start a run | breaks the connection behind its second event |
//! | anything else | repeats it |

mod conversations;
mod files;
mod reply;

use std::io;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use self::reply::fault;
use crate::loopback::{Loopback, Received};

/// The only model.
pub const MODEL: &str = "parrot-1";
/// A key for the models.
pub const KEY: &str = "sk-models-8f1e";
/// A key for the organization.
pub const ADMIN_KEY: &str = "sk-admin-77c2";
/// How many words a conversation may have.
pub const LIMIT: usize = 100;
/// How long to wait when the server is busy, in seconds.
pub const WAIT: u64 = 2;
/// How many tokens may be used in a minute.
const TOKENS: usize = 1000;

/// A running server, until it is dropped.
#[derive(Debug)]
pub struct Server(Loopback);

/// What it remembers.
#[derive(Default)]
struct Memory {
    /// The completions, as they are listed.
    completions: Vec<Value>,
    /// The lines of each batch.
    batches: Vec<Vec<Value>>,
    requests: usize,
    tokens: usize,
}

type Shared = Arc<Mutex<Memory>>;

/// Starts a server on a free port of 127.0.0.1.
///
/// # Errors
/// If there is no free port.
pub async fn start() -> io::Result<Server> {
    let memory = Shared::default();
    let router = Router::new()
        .route("/v1/models", get(async || Json(json!({"data": [{"id": MODEL}]}))))
        .route("/v1/chat/completions", post(conversations::complete).get(conversations::list))
        .route("/v1/completions", post(conversations::complete_text))
        .route("/v1/runs", post(conversations::run))
        .route("/v1/runs/run_1/events", get(conversations::follow))
        .route("/v1/batches", post(conversations::batch))
        .route("/v1/batches/{batch}/output", get(conversations::output))
        .route("/v1/images/edits", post(files::edit_images))
        .route("/v1/audio/speech", post(files::speak))
        .route("/v1/audio/voices/{voice}/{file}", get(files::sample))
        .route("/v1/audio/transcriptions", post(files::transcribe))
        .route("/v1/organization/users", get(async || Json(json!({"data": [{"email": "ada@example.com"}]}))))
        .layer(from_fn_with_state(Arc::clone(&memory), guard))
        .with_state(memory);
    Loopback::start(router).await.map(Server)
}

impl Server {
    /// The address of the API, such as `http://127.0.0.1:40123/v1`.
    pub fn base_url(&self) -> String {
        self.0.origin() + "/v1"
    }

    /// The requests that came until now.
    pub fn received(&self) -> Vec<Received> {
        self.0.received()
    }
}

/// Lets in who has the right key, and says in header fields which request it was and what is left.
async fn guard(State(memory): State<Shared>, request: Request, next: Next) -> Response {
    let key = if request.uri().path().starts_with("/v1/organization/") { ADMIN_KEY } else { KEY };
    let given = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let mut response = if given.and_then(|given| given.strip_prefix("Bearer ")) == Some(key) {
        next.run(request).await
    } else {
        fault(StatusCode::UNAUTHORIZED, "invalid_api_key", "This key opens nothing here.", json!(null))
    };
    let Ok(mut memory) = memory.lock() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    memory.requests += 1;
    if let Ok(id) = HeaderValue::try_from(format!("req_{}", memory.requests)) {
        response.headers_mut().insert("x-request-id", id);
    }
    let left = TOKENS.saturating_sub(memory.tokens);
    response.headers_mut().insert("x-ratelimit-remaining-tokens", left.into());
    response
}
