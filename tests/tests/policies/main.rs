//! What a client does when things go wrong: retries, deadlines, limits, redirects, tokens. Over both transports where a
//! socket counts, in memory and under a paused clock where time does.

mod budget;
mod deadlines;
mod faulty;
mod floods;
mod layers;
mod redirects;
mod retries;
mod schedules;
mod settings;
mod streams;
mod tokens;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use sigpost::transport::{Answer, HyperTransport, ReqwestTransport, Sleep};
use sigpost::{Body, Client, ClientBuilder, RetryPolicy, Transport, TransportError, endpoint};

#[endpoint(GET "/thing")]
async fn get_thing() -> sigpost::Text;
#[endpoint(POST "/thing")]
async fn post_thing(name: &str) -> sigpost::Text;
#[endpoint(POST "/thing", idempotent)]
async fn post_idempotent(name: &str) -> sigpost::Text;
#[endpoint(POST "/thing", idempotency_key = "Idempotency-Key")]
async fn post_with_key(name: &str) -> sigpost::Text;

/// Begins a client for the API at `base` over one of the transports: 0 or 1.
fn over(transport: usize, base: impl Into<String>) -> ClientBuilder {
    match transport {
        0 => Client::builder(base).transport(ReqwestTransport::new().unwrap()),
        _ => Client::builder(base).transport(HyperTransport::new().unwrap()),
    }
}

/// The same over each of them.
fn builders(base: impl Into<String>) -> [ClientBuilder; 2] {
    let base = base.into();
    [over(0, &base), over(1, &base)]
}

/// So many attempts, one right after the other.
const fn at_once(attempts: u32) -> RetryPolicy {
    RetryPolicy::attempts(attempts).backoff(Duration::ZERO, Duration::ZERO)
}

/// A server in memory, which may take its time: answers each request, numbered from 0.
struct Script<F> {
    answer: F,
    seen: Arc<AtomicUsize>,
}

/// A client of a server in memory, and how many requests that has seen.
fn scripted<F>(answer: F) -> (ClientBuilder, Arc<AtomicUsize>)
where
    F: Fn(usize, http::Request<Body>) -> Answer + Send + Sync + 'static,
{
    let seen = Arc::new(AtomicUsize::new(0));
    let script = Script { answer, seen: Arc::clone(&seen) };
    (Client::builder("https://h.example").transport(script), seen)
}

impl<F> Transport for Script<F>
where
    F: Fn(usize, http::Request<Body>) -> Answer + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Body>) -> Answer {
        (self.answer)(self.seen.fetch_add(1, Ordering::SeqCst), request)
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// An answer that is there at once.
fn at_hand(answer: Result<http::Response<Body>, TransportError>) -> Answer {
    Box::pin(std::future::ready(answer))
}

fn response(status: u16, headers: &[(&str, &str)], body: &'static str) -> http::Response<Body> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Body::from(Bytes::from(body))).unwrap()
}

fn status(status: u16) -> Answer {
    at_hand(Ok(response(status, &[], "")))
}

fn count(seen: &AtomicUsize) -> usize {
    seen.load(Ordering::SeqCst)
}
