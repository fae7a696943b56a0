//! Spans and events of calls, and how their context goes with the request.

use std::collections::BTreeMap;
use std::time::Duration;

use sigpost::{ByteStream, Client, RetryPolicy, endpoint};
use sigpost_tests::raw_server::RawServer;
use sigpost_tests::recorder::{RecordedSpan, Recorder};
use tracing::Instrument as _;

use crate::builder;

#[endpoint(GET "/shelves/<shelf>/<rest..>?<page>", errors(NotFound = 404))]
async fn find(shelf: &str, rest: &str, page: u8) -> u32;
#[endpoint(method("PURGE") "/cache")]
async fn purge();
#[endpoint(GET "/film")]
async fn film() -> ByteStream;

/// The fields of a span, sorted, each as `name=value`.
fn fields(span: &RecordedSpan) -> Vec<String> {
    span.fields.iter().map(|(name, value)| format!("{name}={value}")).collect()
}

/// The span of the call and those of its attempts, which all are over.
fn spans(recorder: &Recorder) -> (RecordedSpan, Vec<RecordedSpan>) {
    let mut spans = recorder.spans("sigpost");
    assert!(spans.iter().all(|span| span.is_closed), "{spans:#?}");
    let call = spans.remove(0);
    assert_eq!(call.name, "sigpost.call");
    assert!(spans.iter().all(|span| (span.name, span.parent) == ("sigpost.attempt", Some("sigpost.call"))));
    (call, spans)
}

/// A server that gives these answers, one after the other, and the last one again and again.
fn answering(answers: &'static [&'static str]) -> RawServer {
    let count = std::sync::atomic::AtomicUsize::new(0);
    RawServer::behaving(move |stream| {
        let next = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed).min(answers.len() - 1);
        let _ = std::io::Write::write_all(stream, answers[next].as_bytes());
    })
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

fn port(server: &RawServer) -> String {
    server.base("").rsplit_once(':').unwrap().1.to_owned()
}

#[tokio::test]
async fn a_call_and_its_attempt() {
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[OK]);
    let client = builder(server.base("/v1/bot-secret")).build().unwrap();
    let work = tracing::info_span!(target: "test", "work");
    client.send(find("s", "a/b", 2)).into_future().instrument(work).await.unwrap();
    let (call, attempts) = spans(&recorder);
    assert_eq!(call.parent, Some("work"));
    assert_eq!(
        fields(&call),
        [
            "http.response.status_code=200",
            "otel.kind=internal",
            "otel.name=find",
            "sigpost.attempts=1",
            "sigpost.endpoint=find"
        ]
    );
    assert_eq!(attempts.len(), 1);
    let port = format!("server.port={}", port(&server));
    assert_eq!(
        fields(&attempts[0]),
        [
            "http.request.method=GET",
            "http.response.status_code=200",
            "otel.kind=client",
            "otel.name=GET /shelves/{shelf}/{rest}",
            "server.address=127.0.0.1",
            &port,
            "sigpost.endpoint=find",
            "url.template=/shelves/{shelf}/{rest}"
        ]
        .map(|field: &str| field.to_owned())
    );
    assert!(recorder.events("sigpost").is_empty());
}

#[tokio::test]
async fn each_further_attempt_has_a_span_and_is_announced() {
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[BUSY, BUSY, OK]);
    let retry = RetryPolicy::attempts(3).backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(server.base("")).retry(retry).build().unwrap();
    client.send(find("s", "a", 2)).await.unwrap();
    let (call, attempts) = spans(&recorder);
    assert_eq!(call.fields["sigpost.attempts"], "3");
    assert!(!call.fields.contains_key("error.type"));
    let of = |name: &str| attempts.iter().map(|span| span.fields.get(name).cloned()).collect::<Vec<_>>();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(of("http.request.resend_count"), [None, text("1"), text("2")]);
    assert_eq!(of("http.response.status_code"), [text("503"), text("503"), text("200")]);
    assert_eq!(of("error.type"), [text("503"), text("503"), None]);
    assert_eq!(of("otel.status_code"), [text("ERROR"), text("ERROR"), None]);
    let retries = recorder.events("sigpost");
    assert_eq!(retries.len(), 2);
    let expected = BTreeMap::from([
        ("message", "the request is sent again".to_owned()),
        ("reason", "503".to_owned()),
        ("wait_ms", "0".to_owned()),
    ]);
    assert!(retries.iter().all(|event| event.fields == expected && event.span == Some("sigpost.call")));
}

/// The error types of a call and of its only attempt.
async fn error_types(client: Client, shelf: &str) -> (String, Vec<Option<String>>) {
    let (recorder, _guard) = Recorder::start();
    client.send(find(shelf, "a", 2)).await.unwrap_err();
    let (call, attempts) = spans(&recorder);
    assert_eq!(call.fields["otel.status_code"], "ERROR");
    let types = attempts.iter().map(|span| span.fields.get("error.type").cloned());
    (call.fields["error.type"].clone(), types.collect())
}

#[tokio::test]
async fn what_went_wrong_is_said_in_a_word() {
    let of = |answer: &str| {
        let server = RawServer::answering(answer);
        builder(server.base("")).retry(RetryPolicy::none()).build().unwrap()
    };
    let both = |word: &str| (word.to_owned(), vec![Some(word.to_owned())]);
    let not_found = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    assert_eq!(error_types(of(not_found), "s").await, both("404"));
    assert_eq!(error_types(of("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n7"), "s").await, both("broken"));
    assert_eq!(error_types(of(""), "s").await, both("broken"));
    let nobody = builder("http://127.0.0.1:1").retry(RetryPolicy::none()).build().unwrap();
    assert_eq!(error_types(nobody, "s").await, both("connect"));
    let silent = RawServer::behaving(|stream| {
        let _ = std::io::Read::read(stream, &mut [0]);
    });
    let hasty = builder(silent.base("")).timeout(Duration::from_millis(1)).build().unwrap();
    assert_eq!(error_types(hasty, "s").await, both("timeout"));
    // Nothing is sent.
    assert_eq!(error_types(of(OK), "..").await, ("request".to_owned(), vec![]));
    // The attempt went well, and gave what cannot be read.
    let odd = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnull";
    assert_eq!(error_types(of(odd), "s").await, ("malformed".to_owned(), vec![None]));
}

#[tokio::test]
async fn a_redirect_leads_away_from_the_template_and_is_no_error() {
    const MOVED: &str =
        "HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[MOVED, OK]);
    let client = builder(server.base("")).redirects(1).build().unwrap();
    client.send(find("s", "a", 2)).await.unwrap();
    let (_, attempts) = spans(&recorder);
    assert_eq!(attempts[0].fields["http.response.status_code"], "302");
    assert!(!attempts[0].fields.contains_key("error.type"));
    assert_eq!(attempts[1].fields["otel.name"], "GET");
    assert!(!attempts[1].fields.contains_key("url.template"));
    assert_eq!(attempts[1].fields["http.request.resend_count"], "1");
}

#[tokio::test]
async fn an_address_that_is_not_the_declared_one_has_no_template() {
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[OK]);
    let client = builder(server.base("")).build().unwrap();
    client.send(find("s", "a", 2)).url("/elsewhere?expires=7").await.unwrap();
    let (_, attempts) = spans(&recorder);
    assert_eq!(attempts[0].fields["otel.name"], "GET");
    assert!(!attempts[0].fields.contains_key("url.template"));
}

#[tokio::test]
async fn a_token_that_is_asked_for_is_a_call_of_its_own() {
    let (recorder, _guard) = Recorder::start();
    let server = RawServer::with_json(r#"{"access_token":"a","token_type":"bearer"}"#);
    let oauth = sigpost::OAuth::client_credentials(server.base("/token?key=x"), "app", "secret").unwrap();
    let (called, credentials) = (answering(&[OK]), sigpost::Credentials::token_source(oauth));
    let client = builder(called.base("")).credentials(credentials).build().unwrap();
    client.send(find("s", "a", 2)).await.unwrap();
    let spans = recorder.spans("sigpost");
    let of_server: Vec<_> =
        spans.iter().filter(|span| span.fields["sigpost.endpoint"] == "oauth_token").collect();
    assert_eq!(
        of_server.iter().map(|span| span.name).collect::<Vec<_>>(),
        ["sigpost.call", "sigpost.attempt"]
    );
    assert_eq!(of_server[1].fields["otel.name"], "POST");
    assert!(!of_server[1].fields.contains_key("url.template"));
}

#[tokio::test]
async fn a_method_that_is_not_well_known() {
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[OK]);
    builder(server.base("")).build().unwrap().send(purge()).await.unwrap();
    let (_, attempts) = spans(&recorder);
    let of = |name: &str| attempts[0].fields[name].clone();
    assert_eq!(of("http.request.method"), "_OTHER");
    assert_eq!(of("http.request.method_original"), "PURGE");
    assert_eq!(of("otel.name"), "HTTP /cache");
}

#[tokio::test]
async fn the_spans_of_a_stream_end_with_the_head_of_its_answer() {
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[OK]);
    let mut film = builder(server.base("")).build().unwrap().send(film()).await.unwrap();
    assert_eq!(spans(&recorder).1.len(), 1);
    assert_eq!(film.chunk().await.unwrap().unwrap(), "7");
}

#[tokio::test]
async fn a_call_that_is_dropped_ends_its_spans() {
    let (recorder, _guard) = Recorder::start();
    let server = answering(&[OK]);
    let client = builder(server.base("")).build().unwrap();
    let mut call = client.send(find("s", "a", 2)).into_future();
    let pending =
        std::future::poll_fn(|context| std::task::Poll::Ready(std::pin::Pin::new(&mut call).poll(context)));
    assert!(pending.await.is_pending());
    assert!(!recorder.spans("sigpost")[0].is_closed);
    drop(call);
    assert_eq!(spans(&recorder).1.len(), 1);
}
