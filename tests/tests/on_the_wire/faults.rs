//! A server or a network that misbehaves: no panic, no wait beyond the time limit, nothing lost of what came.

use std::io::Write as _;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use serde::Deserialize;
use sigpost::transport::MemoryTransport;
use sigpost::{Bytes, Client, Delivery, Error, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "what counts is whether it can be read")]
struct Item {
    id: u8,
    nested: Option<serde_json::Value>,
}

#[endpoint(POST "/i", errors(NotFound = 404))]
async fn get_item() -> Item;
#[endpoint(GET "/b")]
async fn get_bytes() -> Bytes;

/// The time limit of the tests about time, which wait for it: long enough for a head to arrive on a busy machine.
const LIMIT: Duration = Duration::from_secs(1);

/// A client whose time limit no other test comes near.
fn client(server: &RawServer) -> Client {
    builder(server.base("")).timeout(LIMIT * 60).build().unwrap()
}

async fn error_of(server: &RawServer) -> Error<GetItemError> {
    client(server).send(get_item()).await.unwrap_err()
}

async fn error_in_time(server: &RawServer) -> Error<GetItemError> {
    let begin = Instant::now();
    let error = client(server).send(get_item()).timeout(LIMIT).await.unwrap_err();
    assert!(begin.elapsed() < LIMIT * 10, "{:?}", begin.elapsed());
    error
}

#[tokio::test]
async fn no_server() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = builder(format!("http://{address}")).build().unwrap();
    let error = client.send(get_item()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!((error.delivery(), error.is_timeout(), error.status()), (Delivery::NotSent, false, None));
    assert_eq!(error.to_string(), "get_item: could not connect to the server (after 3 attempts)");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_connection_that_breaks_before_an_answer() {
    for answer in ["", "HTTP/1.1 200 OK\r\nconte", "nonsense\r\n\r\n", "HTTP/1.1 999999 X\r\n\r\n"] {
        let error = error_of(&RawServer::answering(answer)).await;
        assert!(matches!(error, Error::Transport(_)), "{answer}: {error:?}");
        assert_eq!((error.delivery(), error.is_timeout()), (Delivery::MaybeSent, false));
    }
}

#[tokio::test]
async fn no_answer_in_time() {
    let server = RawServer::behaving(|_| std::thread::park());
    let error = error_in_time(&server).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!((error.delivery(), error.is_timeout()), (Delivery::MaybeSent, true));
    assert_eq!(error.to_string(), "get_item: no answer came within 1s");
    // The call's own limit goes before the client's, and the endpoint's in between.
    #[endpoint(GET "/slow", timeout = "40ms")]
    async fn slow();
    let error = client(&server).send(slow()).await.unwrap_err();
    assert_eq!(error.to_string(), "slow: no answer came within 40ms");
    let error = client(&server).send(slow()).timeout(Duration::from_millis(20)).await.unwrap_err();
    assert_eq!(error.to_string(), "slow: no answer came within 20ms");
}

fn head(stream: &mut TcpStream, head: &str) {
    let _ = stream.write_all(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes());
}

#[tokio::test]
async fn a_body_that_stalls_or_trickles() {
    let stalling = RawServer::behaving(|stream| {
        head(stream, "200 OK\r\ncontent-length: 100\r\nx-request-id: r1");
        let _ = stream.write_all(b"{\"id\":");
        std::thread::park();
    });
    // A byte now and then keeps a connection alive, but not a call.
    let trickling = RawServer::behaving(|stream| {
        head(stream, "200 OK\r\ncontent-length: 1000000\r\nx-request-id: r1");
        while stream.write_all(b" ").is_ok() {
            std::thread::park_timeout(Duration::from_millis(10));
        }
    });
    for server in [stalling, trickling] {
        let error = error_in_time(&server).await;
        let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
        assert!(malformed.is_truncated() && !malformed.body().is_empty());
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("r1")));
        assert_eq!((error.delivery(), error.is_timeout()), (Delivery::Answered, true));
        assert_eq!(error.to_string(), "get_item: 200 OK, but the body did not arrive in time");
    }
}

#[tokio::test]
async fn a_body_that_is_cut_off() {
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":1";
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"id\":1\r\nzz\r\n";
    for answer in [short, chunk] {
        let error = error_of(&RawServer::answering(answer)).await;
        let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
        assert_eq!(malformed.body_text(), "{\"id\":1", "{error:?}");
        assert!(malformed.is_truncated() && !error.is_timeout());
    }
    // An error stays what it is, and has the reason as its source.
    let answer = short.replace("200 OK", "404 Not Found");
    let error = error_of(&RawServer::answering(answer)).await;
    let Error::Declared(GetItemError::NotFound(not_found)) = &error else { panic!("{error:?}") };
    assert!(not_found.is_truncated() && !error.is_timeout());
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the connection broke in the middle of the body"
    );
}

#[tokio::test]
async fn an_error_whose_body_does_not_come_in_time() {
    let server = RawServer::behaving(|stream| {
        head(stream, "500 Oops\r\ncontent-length: 100");
        let _ = stream.write_all(b"{\"error\":");
        std::thread::park();
    });
    let error = error_in_time(&server).await;
    let Error::Undeclared(response) = &error else { panic!("{error:?}") };
    assert_eq!((&*response.body_text(), response.is_truncated()), ("{\"error\":", true));
    assert!(error.is_timeout() && std::error::Error::source(&error).is_some(), "{error:?}");
}

#[tokio::test]
async fn a_flood_of_single_bytes() {
    // There is always one more to read; the time runs out nevertheless.
    let server = RawServer::behaving(|stream| {
        head(stream, "200 OK\r\ntransfer-encoding: chunked");
        let bytes = "1\r\n \r\n".repeat(10_000);
        while stream.write_all(bytes.as_bytes()).is_ok() {}
    });
    let begin = Instant::now();
    let client = builder(server.base("")).timeout(LIMIT).response_limit(usize::MAX).build().unwrap();
    let error = client.send(get_item()).await.unwrap_err();
    assert!(matches!(error, Error::Malformed(_)) && error.is_timeout(), "{error}");
    assert!(begin.elapsed() < LIMIT * 10, "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_body_that_is_always_ready() {
    struct Endless;
    impl http_body::Body for Endless {
        type Data = bytes::Bytes;
        type Error = std::convert::Infallible;
        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
            Poll::Ready(Some(Ok(http_body::Frame::data(bytes::Bytes::new()))))
        }
    }
    let transport = MemoryTransport::fallible(|_| Ok(http::Response::new(sigpost::Body::new(Endless))));
    let client = Client::builder("http://h.example").transport(transport).timeout(LIMIT).build().unwrap();
    assert!(client.send(get_item()).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_server_that_changes_the_protocol() {
    let answer = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nx";
    let error = error_of(&RawServer::answering(answer)).await;
    assert!(matches!(error, Error::Undeclared(_) | Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_redirect_in_a_ring() {
    let server = RawServer::with_body("302 Found", "location: /i\r\n", "");
    assert_eq!(error_of(&server).await.status().unwrap(), 302);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_reset_in_the_middle() {
    let server = RawServer::behaving(|stream| {
        head(stream, "200 OK\r\ncontent-length: 100");
        let _ = stream.shutdown(Shutdown::Both);
    });
    let error = error_of(&server).await;
    assert!(matches!(error, Error::Malformed(_)), "{error:?}");
}

#[tokio::test]
async fn a_reset_before_an_answer() {
    let server = RawServer::resetting();
    let error = error_of(&server).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!((error.delivery(), error.is_timeout()), (Delivery::MaybeSent, false));
}

/// A body without an end.
fn endless(status: &'static str) -> RawServer {
    RawServer::behaving(move |stream| {
        head(stream, &format!("{status}\r\ntransfer-encoding: chunked"));
        let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
        while stream.write_all(chunk.as_bytes()).is_ok() {}
    })
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let endless_body = endless("200 OK");
    let announced = RawServer::with_body("200 OK", "", "a".repeat(10_001));
    for server in [&endless_body, &announced] {
        let client = builder(server.base("")).response_limit(10_000).build().unwrap();
        let error = client.send(get_item()).await.unwrap_err();
        let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
        assert_eq!((malformed.body().len(), malformed.is_truncated()), (10_000, true));
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(source, "the body is larger than the limit of 10000 bytes");
    }
    let exact = RawServer::with_body("200 OK", "", "a".repeat(10_000));
    let client = builder(exact.base("")).response_limit(10_000).build().unwrap();
    assert_eq!(client.send(get_bytes()).await.unwrap().len(), 10_000);
}

#[tokio::test]
async fn an_error_without_an_end() {
    let server = endless("500 Oops");
    let client = builder(server.base("")).build().unwrap();
    let error = client.send(get_item()).await.unwrap_err();
    let Error::Undeclared(response) = &error else { panic!("{error:?}") };
    assert_eq!((response.body().len(), response.is_truncated()), (256 * 1024, true));
}

#[tokio::test]
async fn json_without_a_bottom() {
    let deep = "[".repeat(100_000);
    let bodies = [deep.clone(), format!("{{\"id\":1,\"nested\":{deep}"), format!("{{\"unknown\":{deep}")];
    for body in bodies {
        let error = error_of(&RawServer::with_json(&body)).await;
        assert!(matches!(error, Error::Malformed(_)), "{error}");
    }
    let closed = format!("{{\"unknown\":{deep}{},\"id\":1}}", "]".repeat(100_000));
    client(&RawServer::with_json(&closed)).send(get_item()).await.unwrap();
    // In an error too.
    let server = RawServer::with_body("500 Oops", "", format!("{{\"error\":{deep}"));
    assert!(matches!(error_of(&server).await, Error::Undeclared(_)));
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    for status in ["200 OK", "500 Oops"] {
        let error = error_of(&RawServer::with_body(status, "x-odd: \u{ff}\r\n", b"{\"id\": \xff\xfe}")).await;
        assert!(error.response().is_some(), "{error:?}");
        let _ = format!("{error} {error:?}");
    }
}

#[tokio::test]
async fn heads_that_are_too_large() {
    let many = "x-a: b\r\n".repeat(10_000);
    let long = format!("x-long: {}\r\n", "a".repeat(1024 * 1024));
    for headers in [many, long] {
        let error = error_of(&RawServer::with_body("200 OK", &headers, "{\"id\":1}")).await;
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    }
}

#[tokio::test]
async fn interim_answers_are_passed_over() {
    let answer = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\n{\"id\":1}";
    client(&RawServer::answering(answer)).send(get_item()).await.unwrap();
}

#[tokio::test]
async fn a_post_is_sent_once() {
    let server = RawServer::answering("");
    error_of(&server).await;
    assert_eq!(server.requests().len(), 1);
    let server = RawServer::with_body("503 Busy", "retry-after: 0\r\n", "");
    error_of(&server).await;
    assert_eq!(server.requests().len(), 1);
}
