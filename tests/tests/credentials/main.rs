//! Tokens that are asked for: where they go and where they do not, and those of OAuth servers.

mod oauth;
mod sources;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use sigpost::endpoint;
use sigpost::transport::MemoryTransport;

#[endpoint(GET "/usual")]
async fn usual();
#[endpoint(GET "/open", auth(none))]
async fn open();
#[endpoint(GET "/admin", auth(admin))]
async fn admin();

/// An API that answers with the `Authorization` that it gets, as text.
#[endpoint(GET "/seen")]
async fn seen() -> sigpost::Text;

fn showing() -> MemoryTransport {
    MemoryTransport::new(|request| {
        let seen = request.headers().get("authorization").map_or(&b"none"[..], |value| value.as_bytes());
        http::Response::new(Bytes::copy_from_slice(seen))
    })
}

fn count(counter: &Arc<AtomicUsize>) -> usize {
    counter.load(Ordering::SeqCst)
}
