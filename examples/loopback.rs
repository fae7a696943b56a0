//! The small servers of the examples on loopback: serving a router, and keeping what came for a test to look at.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A router that is served on a free port of 127.0.0.1 until this is dropped.
#[derive(Debug)]
pub struct Loopback {
    address: SocketAddr,
    log: Log,
    serving: JoinHandle<()>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// Method, path, and query: `GET /v1/charges?limit=2`.
    pub line: String,
    /// The header fields.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

type Log = Arc<Mutex<Vec<Received>>>;

impl Loopback {
    /// Begins to serve.
    ///
    /// # Errors
    /// If there is no free port.
    pub async fn start(router: Router) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let log = Log::default();
        let router = router.layer(from_fn_with_state(Arc::clone(&log), keep));
        let serving = tokio::spawn(async {
            // It ends when it is aborted; there is no error to report.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, log, serving })
    }

    /// Where it listens: `http://127.0.0.1:40123`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that came until now.
    pub fn received(&self) -> Vec<Received> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Received {
    /// A header field as text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

async fn keep(State(log): State<Log>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    // The examples send little; what a server takes in general is not their matter.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    log.lock().unwrap_or_else(PoisonError::into_inner).push(Received {
        line: format!("{} {}", head.method, head.uri),
        headers: head.headers.clone(),
        body: body.clone(),
    });
    next.run(Request::from_parts(head, Body::from(body))).await
}
