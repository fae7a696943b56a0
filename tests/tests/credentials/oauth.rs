//! OAuth 2.0: the exact requests to the token server, what is made of its answers, and that no secret is shown.

use std::error::Error as _;
use std::future::IntoFuture;
use std::io::Read as _;
use std::sync::Mutex;
use std::time::Duration;

use sigpost::transport::ReqwestTransport;
use sigpost::{
    Body, Client, Credentials, Delivery, Error, OAuth, OAuthError, Report, RequestFault, RetryPolicy,
    TransportError,
};
use sigpost_tests::raw_server::RawServer;
use tokio::time::advance;

use super::*;

const GRANTED: &str = r#"{"access_token": "T0K3N", "token_type": "Bearer", "expires_in": 3600}"#;

/// A client whose API shows the token that it is sent.
fn client(oauth: OAuth) -> Client {
    let credentials = Credentials::token_source(oauth);
    Client::builder("https://h.example").transport(showing()).credentials(credentials).build().unwrap()
}

/// Client credentials of a token server that answers with these bodies in turn, and how often it was asked.
fn answering(bodies: &'static [&'static str]) -> (OAuth, Arc<Mutex<Vec<String>>>) {
    let (transport, asked) = token_server(bodies);
    let oauth = OAuth::client_credentials("https://accounts.example/token", "desk", "S3CR3T").unwrap();
    (oauth.transport(transport), asked)
}

fn token_server(bodies: &'static [&'static str]) -> (MemoryTransport, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&asked);
    let transport = MemoryTransport::new(move |request| {
        let mut record = record.lock().unwrap();
        record.push(String::from_utf8(request.body().to_vec()).unwrap());
        let body = bodies[(record.len() - 1).min(bodies.len() - 1)];
        let status = if body.contains("\"error\"") { 400 } else { 200 };
        http::Response::builder()
            .status(status)
            .header("content-type", "application/json;charset=UTF-8")
            .body(body.into())
            .unwrap()
    });
    (transport, asked)
}

/// The error of a call that got no token.
async fn refused(client: &Client) -> Error<std::convert::Infallible> {
    let error = client.send(usual()).await.unwrap_err();
    let Error::Request(request) = &error else { panic!("{error:?}") };
    assert_eq!((request.fault(), error.delivery()), (&RequestFault::Token, Delivery::NotSent));
    let all = format!("{error} {error:?} {}", Report(&error));
    assert!(!all.contains("S3CR3T") && !all.contains("R3FR3SH") && !all.contains("T0K3N"), "{all}");
    error
}

fn oauth_error(error: &Error<std::convert::Infallible>) -> &OAuthError {
    let Error::Request(request) = error else { panic!("{error:?}") };
    request.source().unwrap().downcast_ref().unwrap()
}

#[tokio::test]
async fn client_credentials_in_the_header() {
    let server = RawServer::with_json(GRANTED);
    let oauth = OAuth::client_credentials(server.base("/oauth/token?v=2"), "desk", "S3C:R3T/é").unwrap();
    assert_eq!(&*client(oauth).send(seen()).await.unwrap(), "Bearer T0K3N");
    // Section 2.3.1: both are encoded as in a form first. `desk:S3C%3AR3T%2F%C3%A9` it is here.
    assert_eq!(
        server.request(),
        concat!(
            "POST /oauth/token?v=2 HTTP/1.1\r\naccept: application/json\r\n",
            "content-type: application/x-www-form-urlencoded\r\n",
            "authorization: Basic ZGVzazpTM0MlM0FSM1QlMkYlQzMlQTk=\r\nuser-agent: sigpost/",
            env!("CARGO_PKG_VERSION"),
            "\r\nhost: HOST\r\ncontent-length: 29\r\n\r\ngrant_type=client_credentials"
        )
    );
}

#[tokio::test]
async fn client_credentials_in_the_body_with_scopes_and_parameters() {
    let server = RawServer::with_json(GRANTED);
    let oauth = OAuth::client_credentials(server.base("/token"), "desk", "S3CR3T&")
        .unwrap()
        .secret_in_body()
        .scopes(["books:read", "books:write"])
        .scopes(["loans"])
        .parameter("audience", "https://api.example/")
        .transport(ReqwestTransport::new().unwrap());
    assert_eq!(&*client(oauth).send(seen()).await.unwrap(), "Bearer T0K3N");
    let request = server.request();
    let body = "grant_type=client_credentials&scope=books%3Aread+books%3Awrite+loans&client_id=desk\
                &client_secret=S3CR3T%26&audience=https%3A%2F%2Fapi.example%2F";
    assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");
    assert!(!request.contains("authorization"), "{request}");
}

#[tokio::test]
async fn a_refresh_token_with_and_without_a_secret() {
    for (secret, header) in [(None, ""), (Some("S3CR3T"), "authorization: Basic YXBwOlMzQ1IzVA==\r\n")] {
        let server = RawServer::with_json(GRANTED);
        let mut oauth = OAuth::refresh_token(server.base("/token"), "app", "R3FR3SH").unwrap().scopes(["a"]);
        if let Some(secret) = secret {
            oauth = oauth.client_secret(secret);
        }
        assert_eq!(&*client(oauth).send(seen()).await.unwrap(), "Bearer T0K3N");
        let request = server.request();
        assert!(request.starts_with("POST /token HTTP/1.1\r\n") && request.contains(header), "{request}");
        let id = if secret.is_none() { "&client_id=app" } else { "" };
        let body = format!("grant_type=refresh_token&refresh_token=R3FR3SH&scope=a{id}");
        assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");
        assert_eq!(request.contains("authorization"), secret.is_some(), "{request}");
    }
}

#[test]
fn calls_from_threads_without_a_runtime() {
    let server = RawServer::with_json(GRANTED);
    let oauth = OAuth::client_credentials(server.base("/token"), "desk", "S3CR3T").unwrap();
    assert_eq!(&*client(oauth).send(seen()).blocking().unwrap(), "Bearer T0K3N");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_replaced_ahead_of_its_end() {
    let (oauth, asked) = answering(&[
        r#"{"access_token": "t0", "token_type": "bearer", "expires_in": 600}"#,
        // As some servers send it.
        r#"{"access_token": "t1", "token_type": "BEARER", "expires_in": "1200"}"#,
        r#"{"access_token": "t2", "token_type": "Bearer"}"#,
    ]);
    let client = client(oauth);
    for (wait, token) in [(0, "t0"), (538, "t0"), (3, "t1"), (1138, "t1"), (3, "t2"), (1_000_000, "t2")] {
        advance(Duration::from_secs(wait)).await;
        assert_eq!(*client.send(seen()).await.unwrap(), format!("Bearer {token}"));
    }
    assert_eq!(asked.lock().unwrap().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_is_replaced_is_told_and_used() {
    let (transport, asked) = token_server(&[
        r#"{"access_token": "t0", "token_type": "bearer", "expires_in": 10, "refresh_token": "r1"}"#,
        r#"{"access_token": "t1", "token_type": "bearer", "expires_in": 10}"#,
        r#"{"access_token": "t2", "token_type": "bearer", "expires_in": 10, "refresh_token": "r1"}"#,
        r#"{"access_token": "t3", "token_type": "bearer", "expires_in": 10, "refresh_token": "r2"}"#,
        r#"{"access_token": "t4", "token_type": "bearer"}"#,
    ]);
    let stored = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&stored);
    let oauth = OAuth::refresh_token("https://accounts.example/token", "app", "r0")
        .unwrap()
        .transport(transport)
        .on_rotation(move |token| record.lock().unwrap().push(token.to_owned()));
    let client = client(oauth);
    for number in 0..5 {
        assert_eq!(*client.send(seen()).await.unwrap(), format!("Bearer t{number}"));
        advance(Duration::from_secs(20)).await;
    }
    let sent = asked.lock().unwrap();
    let sent: Vec<_> = sent.iter().map(|body| body.split('&').nth(1).unwrap()).collect();
    assert_eq!(sent, ["r0", "r1", "r1", "r1", "r2"].map(|token| format!("refresh_token={token}")));
    assert_eq!(*stored.lock().unwrap(), ["r1", "r2"]);
}

#[tokio::test]
async fn a_refusal_is_said_with_its_code_and_without_secrets() {
    let (transport, asked) = token_server(&[
        r#"{"error": "invalid_grant", "error_description": "R3FR3SH of S3CR3T\nwas taken back"}"#,
    ]);
    let oauth = OAuth::refresh_token("https://accounts.example/token", "app", "R3FR3SH").unwrap();
    let client = client(oauth.client_secret("S3CR3T").transport(transport));
    let error = refused(&client).await;
    let oauth = oauth_error(&error);
    assert_eq!(oauth.to_string(), "invalid_grant: <redacted> of <redacted> was taken back");
    assert_eq!((oauth.code(), oauth.status().unwrap().as_u16()), (Some("invalid_grant"), 400));
    assert_eq!(oauth.description(), Some("<redacted> of <redacted>\nwas taken back"));
    assert_eq!(
        Report(&error).to_string(),
        "usual: no token could be had from the source of the credentials: invalid_grant: <redacted> of <redacted> was taken back"
    );
    assert_eq!(asked.lock().unwrap().len(), 1);
}

/// What a token server answers, and the error then.
#[tokio::test]
async fn answers_that_are_no_token() {
    let json = "content-type: application/json\r\n";
    let other = RawServer::with_json(GRANTED);
    let redirect = format!("location: {}\r\n", other.base("/token"));
    for (status, headers, body, said) in [
        (
            "502 Bad Gateway",
            "content-type: text/html\r\n",
            "<html>T0K3N</html>",
            "the token server answered 502 Bad Gateway, without an OAuth error",
        ),
        (
            "307 Temporary Redirect",
            &redirect,
            "",
            "the token server answered 307 Temporary Redirect, without an OAuth error",
        ),
        ("401 Unauthorized", json, r#"{"error":"invalid_client"}"#, "invalid_client"),
        // As GitHub says it.
        ("200 OK", json, r#"{"error":"bad_refresh_token"}"#, "bad_refresh_token"),
        (
            "503 Service Unavailable",
            json,
            r#"{"error":"temporarily_unavailable"}"#,
            "temporarily_unavailable",
        ),
        (
            "200 OK",
            "content-type: text/html\r\n",
            "<html>T0K3N</html>",
            "the answer of the token server could not be read: unexpected response Content-Type: \"text/html\", \
             should be `application/json`",
        ),
        (
            "200 OK",
            json,
            "{\"access_token\": \"T0K3N",
            "the answer of the token server could not be read: it is no JSON",
        ),
        (
            "200 OK",
            json,
            r#"{"access_token": ["T0K3N"], "token_type": "bearer"}"#,
            "the answer of the token server could not be read: its `access_token` is of another type",
        ),
        (
            "200 OK",
            json,
            r#"{"token": "T0K3N"}"#,
            "the answer of the token server could not be read: it has no `access_token` or no `token_type`",
        ),
        (
            "200 OK",
            json,
            r#"{"access_token": "T0K3N", "token_type": "mac"}"#,
            "the answer of the token server could not be read: its `token_type` is not `bearer`",
        ),
    ] {
        let server = RawServer::with_body(status, headers, body);
        let oauth = OAuth::refresh_token(server.base("/token"), "app", "R3FR3SH").unwrap();
        let error = refused(&client(oauth)).await;
        assert_eq!(oauth_error(&error).to_string(), said);
        assert_eq!(server.requests().len(), 1, "{status}");
    }
    assert!(other.requests().is_empty(), "the secret went elsewhere");
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read_to_its_end() {
    let server = RawServer::with_body("200 OK", "content-type: application/json\r\n", " ".repeat(2 << 20));
    let oauth = OAuth::client_credentials(server.base("/token"), "desk", "S3CR3T").unwrap();
    let error = refused(&client(oauth)).await;
    assert_eq!(
        oauth_error(&error).to_string(),
        "the answer of the token server could not be read: the body is larger than the limit of 1048576 bytes"
    );
}

#[tokio::test]
async fn a_token_server_that_cannot_be_reached() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let oauth = OAuth::client_credentials(format!("http://{closed}/token"), "desk", "S3CR3T").unwrap();
    let error = refused(&client(oauth)).await;
    let oauth = oauth_error(&error);
    assert_eq!((oauth.to_string().as_str(), oauth.code()), ("no answer came from the token server", None));
    let transport: &TransportError = oauth.source().unwrap().downcast_ref().unwrap();
    assert!(transport.is_connect(), "{transport:?}");
}

#[tokio::test(start_paused = true)]
async fn client_credentials_are_sent_again_and_a_refresh_token_is_not() {
    for (refresh, attempts) in [(false, 3), (true, 1)] {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let transport = MemoryTransport::new(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
            http::Response::builder().status(503).body(Bytes::new()).unwrap()
        });
        let url = "https://accounts.example/token";
        let oauth = if refresh {
            OAuth::refresh_token(url, "app", "R3FR3SH").unwrap()
        } else {
            OAuth::client_credentials(url, "desk", "S3CR3T").unwrap()
        };
        let error = refused(&client(oauth.transport(transport))).await;
        assert_eq!(oauth_error(&error).status().unwrap(), 503);
        assert_eq!(count(&asked), attempts);
    }
}

/// A token server that answers after a time.
struct Slow(Duration, MemoryTransport);

impl sigpost::Transport for Slow {
    fn send(&self, request: http::Request<Body>) -> sigpost::transport::Answer {
        let (wait, answer) = (tokio::time::sleep(self.0), self.1.send(request));
        Box::pin(async move {
            wait.await;
            answer.await
        })
    }

    fn sleep(&self, duration: Duration) -> sigpost::transport::Sleep {
        self.1.sleep(duration)
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_no_longer_than_its_own_time_and_the_next_gets_what_it_began() {
    let (transport, asked) = token_server(&[
        r#"{"access_token": "t0", "token_type": "bearer", "expires_in": 100, "refresh_token": "r1"}"#,
        r#"{"access_token": "t1", "token_type": "bearer"}"#,
    ]);
    let stored = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&stored);
    let oauth = OAuth::refresh_token("https://accounts.example/token", "app", "r0")
        .unwrap()
        .on_rotation(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        })
        .transport(Slow(Duration::from_secs(4), transport));
    let client = client(oauth);
    let begun = tokio::time::Instant::now();
    let error = client.send(seen()).timeout(Duration::from_secs(2)).await.unwrap_err();
    assert!(error.is_timeout() && error.delivery() == Delivery::NotSent, "{error:?}");
    assert_eq!(begun.elapsed(), Duration::from_secs(2));
    // The exchange goes on, although nobody waits for it, and the new refresh token is kept.
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(count(&stored), 1);
    assert_eq!(&*client.send(seen()).await.unwrap(), "Bearer t0");
    assert_eq!(asked.lock().unwrap().len(), 1);
    // Its time has gone on since it came.
    advance(Duration::from_secs(75)).await;
    assert_eq!(&*client.send(seen()).await.unwrap(), "Bearer t1");
    assert_eq!(asked.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_ended_before_anyone_took_it_is_not_used() {
    let (transport, asked) = token_server(&[
        r#"{"access_token": "t0", "token_type": "bearer", "expires_in": 100}"#,
        r#"{"access_token": "t1", "token_type": "bearer"}"#,
    ]);
    let oauth = OAuth::client_credentials("https://accounts.example/token", "app", "S3CR3T").unwrap();
    let client = client(oauth.transport(Slow(Duration::from_secs(10), transport)));
    client.send(seen()).timeout(Duration::from_secs(2)).await.unwrap_err();
    tokio::time::sleep(Duration::from_secs(1000)).await;
    assert_eq!(&*client.send(seen()).await.unwrap(), "Bearer t1");
    assert_eq!(asked.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_token_server_has_a_time_of_its_own() {
    let (transport, _) = token_server(&[GRANTED]);
    let oauth = OAuth::refresh_token("https://accounts.example/token", "app", "R3FR3SH").unwrap();
    let oauth = oauth.transport(Slow(Duration::from_secs(60), transport)).timeout(Duration::from_secs(3));
    let client = client(oauth);
    let begun = tokio::time::Instant::now();
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(client.send(usual()).into_future())).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        let transport: &TransportError = oauth_error(&error).source().unwrap().downcast_ref().unwrap();
        assert!(transport.is_timeout(), "{transport:?}");
    }
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
}

/// Over a real socket: the server takes the request, and says nothing.
#[tokio::test]
async fn a_token_server_that_hangs() {
    let server = RawServer::behaving(|stream| drop(stream.read(&mut [0])));
    let oauth = OAuth::client_credentials(server.base("/token"), "desk", "S3CR3T").unwrap();
    let client = client(oauth);
    let call = client.send(usual()).timeout(Duration::from_millis(100)).retry(RetryPolicy::none());
    let error = call.await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[test]
fn addresses_that_are_none_of_a_token_server() {
    for (url, said) in [
        ("/token", "is no `https://` or `http://` address of a host alone"),
        ("ftp://accounts.example", "is no `https://` or `http://` address of a host alone"),
        ("https://ada:S3CR3T@accounts.example", "is no `https://` or `http://` address of a host alone"),
        ("https://accounts.example/token#x", "has a fragment"),
        ("https://accounts example", "is no URI"),
        ("", "is no URI"),
    ] {
        let error = OAuth::client_credentials(url, "desk", "S3CR3T").unwrap_err();
        assert_eq!(error.to_string(), format!("the address of the token server {said}"), "{url}");
        assert!(!format!("{error:?} {}", Report(&error)).contains("S3CR3T"), "{error:?}");
    }
}

#[tokio::test]
async fn secrets_are_shown_nowhere() {
    let (transport, _) = token_server(&[GRANTED]);
    let oauth = OAuth::refresh_token("https://accounts.example/token?key=S3CR3T", "app", "R3FR3SH")
        .unwrap()
        .client_secret("S3CR3T")
        .parameter("assertion", "S3CR3T")
        .transport(transport);
    let shown = format!("{oauth:?}");
    assert_eq!(
        shown,
        "OAuth { grant: \"refresh_token\", token_url: https://accounts.example/token, client_id: \"app\", scopes: [], .. }"
    );
    let client = client(oauth);
    client.send(usual()).await.unwrap();
    let call = client.send(usual());
    let shown = format!("{client:?} {call:?} {}", call.to_curl().unwrap());
    assert!(!shown.contains("S3CR3T") && !shown.contains("R3FR3SH") && !shown.contains("T0K3N"), "{shown}");
}
