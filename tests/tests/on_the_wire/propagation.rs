//! How the context of a trace goes with a request: over OpenTelemetry's own SDK, with spans kept in memory.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry::global;
use opentelemetry::trace::{
    SpanContext, SpanId, SpanKind, Status, TraceContextExt as _, TraceFlags, TraceId, TraceState,
    TracerProvider as _,
};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use sigpost::{RetryPolicy, endpoint};
use sigpost_tests::raw_server::RawServer;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::builder;

#[endpoint(GET "/users/<user>")]
async fn get_user(user: u64) -> u64;

/// Keeps the spans that are over.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<SpanData>>>);

impl SpanExporter for Kept {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.lock().unwrap().extend(batch);
        Ok(())
    }
}

impl Kept {
    /// Traces what happens on this thread until the guard is dropped.
    fn start() -> (Self, DefaultGuard) {
        global::set_text_map_propagator(TraceContextPropagator::new());
        let kept = Self::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(kept.clone()).build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
        (kept, tracing::subscriber::set_default(tracing_subscriber::registry().with(layer)))
    }

    fn of_kind(&self, kind: SpanKind) -> Vec<SpanData> {
        self.0.lock().unwrap().iter().filter(|span| span.span_kind == kind).cloned().collect()
    }
}

/// Refuses the first request, and answers the second.
fn busy_once() -> RawServer {
    let is_busy = std::sync::atomic::AtomicBool::new(true);
    RawServer::behaving(move |stream| {
        let status = match is_busy.swap(false, std::sync::atomic::Ordering::Relaxed) {
            true => "503 Service Unavailable",
            false => "200 OK",
        };
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7");
        let _ = std::io::Write::write_all(stream, answer.as_bytes());
    })
}

/// The values of a header field, one for each request that has it.
fn header(server: &RawServer, name: &str) -> Vec<String> {
    let prefix = format!("{name}: ");
    let of = |request: String| request.lines().find_map(|line| Some(line.strip_prefix(&prefix)?.to_owned()));
    server.requests().into_iter().filter_map(of).collect()
}

fn traceparent(span: &SpanData) -> String {
    format!("00-{}-{}-01", span.span_context.trace_id(), span.span_context.span_id())
}

#[tokio::test]
async fn each_attempt_sends_the_ids_of_its_own_span() {
    let (kept, _guard) = Kept::start();
    let server = busy_once();
    let retry = RetryPolicy::attempts(2).backoff(Duration::ZERO, Duration::ZERO);
    builder(server.base("")).retry(retry).build().unwrap().send(get_user(7)).await.unwrap();
    let attempts = kept.of_kind(SpanKind::Client);
    let names: Vec<_> = attempts.iter().map(|span| &*span.name).collect();
    assert_eq!(names, ["GET /users/{user}", "GET /users/{user}"]);
    assert_ne!(attempts[0].span_context.span_id(), attempts[1].span_context.span_id());
    assert_eq!(header(&server, "traceparent"), [traceparent(&attempts[0]), traceparent(&attempts[1])]);
    assert!(matches!(attempts[0].status, Status::Error { .. }), "{:?}", attempts[0].status);
    assert_eq!(attempts[1].status, Status::Unset);
    let calls = kept.of_kind(SpanKind::Internal);
    assert_eq!((calls.len(), &*calls[0].name), (1, "get_user"));
    assert!(attempts.iter().all(|span| span.parent_span_id == calls[0].span_context.span_id()));
}

#[tokio::test]
async fn what_the_call_says_for_itself_goes_before() {
    let (_kept, _guard) = Kept::start();
    let server = RawServer::with_json("7");
    let client = builder(server.base("")).build().unwrap();
    client.send(get_user(7)).header("traceparent", "00-mine").await.unwrap();
    assert_eq!(header(&server, "traceparent"), ["00-mine"]);
}

#[tokio::test]
async fn without_a_subscriber_the_current_context_is_sent() {
    global::set_text_map_propagator(TraceContextPropagator::new());
    let server = RawServer::with_json("7");
    let client = builder(server.base("")).build().unwrap();
    client.send(get_user(7)).await.unwrap();
    assert_eq!(header(&server, "traceparent"), Vec::<String>::new());
    let remote = SpanContext::new(
        TraceId::from(1),
        SpanId::from(2),
        TraceFlags::SAMPLED,
        true,
        TraceState::from_key_value([("vendor", "v")]).unwrap(),
    );
    let _current = opentelemetry::Context::new().with_remote_span_context(remote).attach();
    client.send(get_user(7)).await.unwrap();
    assert_eq!(header(&server, "traceparent"), ["00-00000000000000000000000000000001-0000000000000002-01"]);
    assert_eq!(header(&server, "tracestate"), ["vendor=v"]);
}

#[tokio::test]
async fn another_origin_is_told_nothing() {
    let (_kept, _guard) = Kept::start();
    let other = RawServer::with_json("7");
    let location = other.base("/elsewhere");
    let server = RawServer::with_body("302 Found", &format!("location: {location}\r\n"), "");
    builder(server.base("")).redirects(1).build().unwrap().send(get_user(7)).await.unwrap();
    assert_eq!(header(&server, "traceparent").len(), 1);
    assert_eq!(header(&other, "traceparent"), Vec::<String>::new());
}
