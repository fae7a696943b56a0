//! No secret is in anything that is shown of a call, or told while it is made: `Debug`, `Display`, causes, curl, spans,
//! events, and logs, those of the libraries below as well.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::Duration;

use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use sigpost::transport::ServiceTransport;
use sigpost::{
    Body, Client, ClientBuilder, Credentials, Endpoint, ErrorSet, Part, Report, RetryPolicy, Token, endpoint,
};
use sigpost_tests::raw_server::{self, RawServer};
use sigpost_tests::recorder::Recorder;

use crate::builder;

const SECRET: &str = "hunter2";
/// `Ada:hunter2`, as basic authentication has it.
const BASIC: &str = "QWRhOmh1bnRlcjI=";

#[endpoint(POST "/v/<vault>/<rest..>", idempotent, attempts = 2, errors(NotFound = 404))]
async fn in_json(
    #[sensitive] vault: &str,
    #[sensitive] rest: &str,
    #[query]
    #[sensitive]
    token: &str,
    #[header]
    #[sensitive]
    x_pin: &str,
    #[cookie]
    #[sensitive]
    session: &str,
    #[sensitive] password: &str,
) -> u64;
#[endpoint(POST "/form", form, idempotent, auth(admin))]
async fn in_form(#[sensitive] password: &str) -> u64;
#[endpoint(POST "/parts", multipart, idempotent, auth(admin))]
async fn in_parts(#[sensitive] password: &str, #[sensitive] file: Part) -> u64;
#[endpoint(PUT "/whole", auth(key))]
async fn whole(
    #[body]
    #[sensitive]
    body: BTreeMap<&str, &str>,
) -> u64;
#[endpoint(GET "/page/<number>")]
async fn page(number: u8) -> u64;

/// With credentials of every kind.
fn with_secrets(builder: ClientBuilder) -> ClientBuilder {
    let quick = RetryPolicy::attempts(2).backoff(Duration::ZERO, Duration::ZERO);
    builder
        .bearer_token(SECRET)
        .api_key_header("x-api-key", SECRET)
        .api_key_query("key", SECRET)
        .credentials_named("admin", Credentials::basic("Ada", SECRET))
        .credentials_named("key", Credentials::token_source(|| async { Ok(Token::new(SECRET)) }))
        .header("proxy-authorization", SECRET)
        .retry(quick)
}

/// All that is shown of a client, a request, a call, and what comes of it.
async fn shown<E>(client: &Client, request: E) -> String
where
    E: Endpoint<Error: ErrorSet + Debug, Output = u64> + Debug,
{
    let mut all = format!("{client:?}\n{request:?}\n{}\n", request.to_curl("https://h.example").unwrap());
    let call = client.send(request);
    all += &format!("{call:?}\n{}\n", call.to_curl().unwrap());
    let future = call.into_future();
    all += &format!("{future:?}\n");
    match future.await {
        Ok(value) => all += &format!("{value:?}\n"),
        Err(error) => all += &format!("{error}\n{error:?}\n{error:#?}\n{}\n", Report(&error)),
    }
    all
}

/// All that is shown of every endpoint.
async fn all_shown(client: &Client) -> String {
    let password = BTreeMap::from([("password", SECRET)]);
    [
        shown(client, in_json(SECRET, SECRET, SECRET, SECRET, SECRET, SECRET)).await,
        shown(client, in_form(SECRET)).await,
        shown(client, in_parts(SECRET, Part::bytes(SECRET).file_name(SECRET))).await,
        shown(client, whole(password)).await,
        shown(client, page(1)).await,
    ]
    .concat()
}

#[track_caller]
fn assert_clean(text: &str) {
    for secret in [SECRET, BASIC] {
        let at =
            text.find(secret).map(|at| text[..at].char_indices().rev().nth(2_000).map_or(0, |(at, _)| at));
        assert!(at.is_none(), "{}", &text[at.unwrap_or_default()..]);
    }
}

/// Calls of every endpoint to a server that behaves like this.
async fn against(behavior: impl Fn(&mut TcpStream) + Send + Sync + 'static) {
    let (recorder, _guard) = Recorder::start();
    let server = RawServer::behaving(behavior);
    let client =
        with_secrets(builder(server.base(""))).timeout(Duration::from_secs(5)).redirects(2).build().unwrap();
    assert_clean(&all_shown(&client).await);
    assert_clean(&recorder.text());
    // All of it was sent, and something was told.
    let sent = server.requests().concat();
    assert!(sent.matches(SECRET).count() >= 12 && sent.contains(BASIC), "{sent}");
    assert!(!recorder.spans("sigpost").is_empty());
    assert!(recorder.text().contains("hyper_util::client::legacy"), "{}", recorder.text());
}

fn answer(stream: &mut TcpStream, answer: &str) {
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.shutdown(std::net::Shutdown::Write);
}

#[tokio::test]
async fn of_calls_that_succeed() {
    against(|stream| answer(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7")).await;
}

#[tokio::test]
async fn of_calls_that_are_tried_again() {
    against(|stream| {
        answer(
            stream,
            "HTTP/1.1 503 Service Unavailable\r\nset-cookie: s=hunter2\r\ncontent-length: 0\r\n\r\n",
        );
    })
    .await;
}

#[tokio::test]
async fn of_calls_that_are_refused() {
    against(|stream| answer(stream, "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n")).await;
}

#[tokio::test]
async fn of_calls_that_give_what_cannot_be_read() {
    against(|stream| answer(stream, "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnull")).await;
    against(|stream| answer(stream, "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n1")).await;
    against(|stream| answer(stream, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n")).await;
    against(|stream| answer(stream, "HTTP/9.9 what\r\n\r\n")).await;
}

#[tokio::test]
async fn of_calls_whose_connection_breaks() {
    against(|stream| answer(stream, "")).await;
    against(|stream| answer(stream, "HTTP/1.1 200")).await;
}

#[tokio::test]
async fn of_calls_that_find_nobody() {
    let (recorder, _guard) = Recorder::start();
    for base in ["http://127.0.0.1:1", "http://no-such-host.invalid", "https://127.0.0.1:1"] {
        let client = with_secrets(builder(base)).build().unwrap();
        assert_clean(&all_shown(&client).await);
    }
    assert_clean(&recorder.text());
}

#[tokio::test]
async fn of_calls_that_wait_in_vain() {
    let (recorder, _guard) = Recorder::start();
    let server = RawServer::behaving(|stream| {
        let _ = stream.read(&mut [0]);
    });
    let client = with_secrets(builder(server.base(""))).timeout(Duration::from_millis(20)).build().unwrap();
    assert_clean(&all_shown(&client).await);
    assert_clean(&recorder.text());
}

#[tokio::test]
async fn of_calls_that_are_redirected() {
    let other = RawServer::with_json("7");
    let elsewhere = other.base("/elsewhere");
    let answers = Mutex::new(
        ["/same", "/same", &elsewhere, "file:///etc/passwd"].map(str::to_owned).into_iter().cycle(),
    );
    against(move |stream| {
        let location = answers.lock().unwrap().next().unwrap();
        answer(
            stream,
            &format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"),
        );
    })
    .await;
    assert!(!other.requests().concat().contains(SECRET));
}

/// As servers do that send all that they get to `https`.
#[tokio::test]
async fn of_calls_whose_address_the_server_repeats() {
    let (recorder, _guard) = Recorder::start();
    let server = RawServer::scripted(|_, request| {
        let target = request.split(' ').nth(1).unwrap();
        let location = format!("location: https://h.example{target}\r\nlink: <{target}>; rel=\"next\"\r\n");
        vec![raw_server::answer("301 Moved Permanently", &location, "")]
    });
    let client = with_secrets(builder(server.base(""))).build().unwrap();
    assert_clean(&all_shown(&client).await);
    assert_clean(&recorder.text());

    // Without a secret it is shown.
    let client = builder(server.base("")).build().unwrap();
    let error = client.send(page(1)).await.unwrap_err();
    assert!(format!("{error:?}").contains("https://h.example/page/1"), "{error:?}");
}

#[tokio::test]
async fn of_calls_over_http2() {
    let (recorder, _guard) = Recorder::start();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // On a thread of its own, so that what the server tells is not recorded.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            listener.set_nonblocking(true).unwrap();
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    let mut body = respond.send_response(http::Response::new(()), false).unwrap();
                    body.send_data("7".into(), true).unwrap();
                }
            }
        });
    });
    let service = legacy::Client::builder(TokioExecutor::new()).http2_only(true).build_http::<Body>();
    let base = Client::builder(format!("http://{address}"));
    let client = with_secrets(base.transport(ServiceTransport::new(service))).build().unwrap();
    assert_clean(&all_shown(&client).await);
    assert_clean(&recorder.text());
    assert!(recorder.text().contains("h2::"));
}
