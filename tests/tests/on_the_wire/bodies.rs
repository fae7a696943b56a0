//! The exact bytes of bodies whose type says what they are: raw ones, streams, lines, JSON under other names. Forms and
//! parts stand in `forms` and `multipart`.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde_json::json;
use sigpost::{Bytes, Client, Delivery, Endpoint, Error, ErrorSet, NdJson, StreamBody, Text, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::builder;
use crate::requests::sent;

/// Gives these chunks, one at each poll but every second, so that a transport has to wait.
#[derive(Clone)]
pub(super) struct Chunks {
    chunks: VecDeque<Result<bytes::Bytes, &'static str>>,
    waited: bool,
}

pub(super) fn chunks(chunks: &[Result<&'static str, &'static str>]) -> Chunks {
    Chunks { chunks: chunks.iter().map(|chunk| chunk.map(bytes::Bytes::from)).collect(), waited: false }
}

/// The same bytes as a stream.
pub(super) fn whole(bytes: bytes::Bytes) -> impl Stream<Item = io::Result<bytes::Bytes>> + Send + 'static {
    Chunks { chunks: [Ok(bytes)].into(), waited: false }
}

impl Stream for Chunks {
    type Item = io::Result<bytes::Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.waited = !self.waited;
        if self.waited {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = self.chunks.pop_front();
        Poll::Ready(next.map(|chunk| chunk.map_err(io::Error::other)))
    }
}

pub(super) const PIECES: [Result<&str, &str>; 3] = [Ok("one, "), Ok("two, "), Ok("three")];

#[endpoint(PUT "/raw")]
async fn raw_bytes(#[body] data: Bytes, #[header] content_type: Option<&str>);
#[endpoint(PUT "/raw")]
async fn into_bytes(#[body] data: impl Into<Bytes>);
#[endpoint(PUT "/raw", media = "image/jpeg")]
async fn fixed_media(#[body] data: &Bytes, #[header] content_type: Option<&str>);
#[endpoint(POST "/raw")]
async fn put_text(#[body] text: Option<Text>);
#[endpoint(POST "/raw")]
async fn upload(#[body] content: StreamBody);
#[endpoint(POST "/raw")]
async fn borrowed_stream(#[body] content: &StreamBody);

#[endpoint(POST "/raw")]
async fn into_stream(#[body] content: impl Into<StreamBody>);

#[tokio::test]
async fn raw_bodies_by_their_types() {
    let sent_as = |media: &str, body: &str| {
        format!(
            "PUT /v1/raw HTTP/1.1\r\ncontent-type: {media}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let data = || Bytes::from("{data}");
    assert_eq!(sent(raw_bytes(data())).await, sent_as("application/octet-stream", "{data}"));
    assert_eq!(sent(raw_bytes(data()).content_type("text/csv")).await, sent_as("text/csv", "{data}"));
    for request in [into_bytes("x"), into_bytes(b"x"), into_bytes(vec![b'x']), into_bytes(&b"x"[..])] {
        assert_eq!(sent(request).await, sent_as("application/octet-stream", "x"));
    }
    assert_eq!(sent(fixed_media(&data())).await, sent_as("image/jpeg", "{data}"));
    assert_eq!(sent(fixed_media(&data()).content_type("image/png")).await, sent_as("image/png", "{data}"));
    assert_eq!(
        sent(put_text().text(Text::from("é"))).await,
        "POST /v1/raw HTTP/1.1\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 2\r\n\r\né"
    );
    assert_eq!(sent(put_text()).await, "POST /v1/raw HTTP/1.1\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(
        sent(raw_bytes(Bytes::from(""))).await,
        "PUT /v1/raw HTTP/1.1\r\ncontent-type: application/octet-stream\r\ncontent-length: 0\r\n\r\n"
    );
}

#[tokio::test]
async fn streams_are_chunked_or_have_their_length() {
    let chunked = "POST /v1/raw HTTP/1.1\r\n\
         content-type: application/octet-stream\r\n\
         transfer-encoding: chunked\r\n\
         \r\n\
         5\r\none, \r\n5\r\ntwo, \r\n5\r\nthree\r\n0\r\n\r\n";
    assert_eq!(sent(upload(StreamBody::new(chunks(&PIECES)))).await, chunked);
    assert_eq!(sent(upload(StreamBody::from_fn(|| chunks(&PIECES)))).await, chunked);
    let of_length = "POST /v1/raw HTTP/1.1\r\n\
         content-type: application/octet-stream\r\n\
         content-length: 15\r\n\
         \r\n\
         one, two, three";
    assert_eq!(sent(upload(StreamBody::new(chunks(&PIECES)).with_length(15))).await, of_length);
    let body = sigpost::Body::from(bytes::Bytes::from("one, two, three"));
    assert_eq!(sent(upload(StreamBody::from_body(body))).await, of_length);
    let empty = sent(upload(StreamBody::new(chunks(&[])).with_length(0))).await;
    assert!(empty.ends_with("\r\ncontent-length: 0\r\n\r\n"), "{empty}");
    assert_eq!(
        sent(upload(StreamBody::new(chunks(&[])))).await.split_once("\r\n\r\n").unwrap().1,
        "0\r\n\r\n"
    );
}

#[tokio::test]
async fn bytes_at_hand_are_streams_of_known_length_that_can_be_sent_again() {
    let of_length = sent(upload(StreamBody::new(chunks(&PIECES)).with_length(15))).await;
    for content in [
        StreamBody::from(bytes::Bytes::from("one, two, three")),
        StreamBody::from(b"one, two, three".to_vec()),
        StreamBody::from("one, two, three".to_owned()),
    ] {
        let upload = into_stream(content);
        assert_eq!(sent(&upload).await, of_length);
        assert_eq!(sent(&upload).await, of_length);
    }
    assert_eq!(sent(into_stream("one, two, three")).await, of_length);
    assert_eq!(sent(into_stream(b"one, two, three")).await, of_length);
    assert_eq!(sent(into_stream(&b"one, two, three"[..])).await, of_length);
    let empty = sent(into_stream("")).await;
    assert!(empty.ends_with("\r\ncontent-length: 0\r\n\r\n"), "{empty}");
}

#[tokio::test]
async fn files_are_sent_as_they_are_read() {
    let path = std::env::temp_dir().join(format!("sigpost-bodies-{}-{:p}", std::process::id(), &PIECES));
    std::fs::write(&path, "x".repeat(200_000)).unwrap();
    let content = StreamBody::from_path(&path).unwrap();
    for _ in 0..2 {
        let request = sent(borrowed_stream(&content)).await;
        assert!(request.contains("\r\ncontent-length: 200000\r\n\r\nxxx"), "{}", &request[..200]);
        assert_eq!(request.split_once("\r\n\r\n").unwrap().1.len(), 200_000);
    }
    std::fs::remove_file(&path).unwrap();
    assert!(StreamBody::from_path(&path).is_err());
    // Gone since: the call fails, and does not wait for bytes that will never come.
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let error = client(&server).send(upload(content)).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_body()), "{error:?}");
    assert!(error.source().unwrap().is::<io::Error>(), "{error:?}");
}

/// They have a length of 0, and content all the same.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn files_that_a_kernel_makes_up_are_sent_whole() {
    let content = StreamBody::from_path("/proc/self/status").unwrap();
    assert_eq!(content.length(), None);
    let request = sent(upload(content)).await;
    assert!(request.contains("transfer-encoding: chunked") && request.contains("Name:"), "{request}");
}

pub(super) fn client(server: &RawServer) -> Client {
    builder(server.base("")).build().unwrap()
}

/// What each error of the chain says, but the first.
fn causes(error: &dyn StdError) -> Vec<String> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes
}

#[tokio::test]
async fn a_stream_can_be_sent_once_and_one_that_is_opened_anew_often() {
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let once = upload(StreamBody::new(chunks(&PIECES)));
    // To show and to compare it takes nothing of it.
    assert_eq!(
        format!("{once:?}"),
        "upload: POST /raw, content-type: \"application/octet-stream\", <stream>"
    );
    assert_eq!(once, once);
    client(&server).send(&once).await.unwrap();
    let error = client(&server).send(&once).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), "upload: the parameter `content` cannot be written into the body");
    let causes = causes(&error);
    let last = causes.last().unwrap();
    assert!(last.starts_with("this stream was sent already"), "{last}");

    let often = upload(StreamBody::from_fn(|| chunks(&PIECES)));
    client(&server).send(&often).await.unwrap();
    client(&server).send(&often).await.unwrap();
    assert_eq!(server.requests().len(), 3);

    let request = often.to_request("https://h").unwrap();
    assert!(request.body().try_clone().is_some());
    let request = upload(StreamBody::new(chunks(&PIECES))).to_request("https://h").unwrap();
    assert!(request.body().try_clone().is_none());
}

#[tokio::test]
async fn a_stream_that_breaks_off_breaks_the_request_off() {
    let broken = [Ok("one"), Err("no more")];
    for content in [
        StreamBody::new(chunks(&broken)),
        StreamBody::new(chunks(&broken)).with_length(10),
        StreamBody::new(chunks(&PIECES)).with_length(16),
        StreamBody::new(chunks(&PIECES)).with_length(14),
        // As long as the first two chunks together: what is too much comes by itself.
        StreamBody::new(chunks(&PIECES)).with_length(10),
    ] {
        let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
        let error = client(&server).send(upload(content)).await.unwrap_err();
        assert_body_broke_off(&error);
    }
}

/// That the first cause is what the stream failed with, and that nothing was sent again.
pub(super) fn assert_body_broke_off<E: ErrorSet>(error: &Error<E>) {
    let Error::Transport(transport) = error else { panic!("{error:?}") };
    assert!(transport.is_body() && !transport.is_connect() && !transport.is_timeout(), "{error:?}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::MaybeSent, 1), "{error:?}");
    assert!(error.to_string().ends_with(": the body of the request broke off"), "{error}");
    let source = error.source().unwrap();
    let reasons = [
        "no more",
        "the stream gave more bytes than it promised",
        "the stream ended before it had given as many bytes as it promised",
    ];
    assert!(reasons.contains(&&*source.to_string()), "{source}");
    assert_eq!(source.is::<io::Error>(), source.to_string() == "no more");
}

#[endpoint(PUT "/raw")]
async fn replace(#[body] content: StreamBody);

#[tokio::test]
async fn a_stream_that_breaks_off_is_not_sent_again() {
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let content = || StreamBody::from_fn(|| chunks(&[Ok("one"), Err("no more")]));
    assert_body_broke_off(&client(&server).send(replace(content())).await.unwrap_err());
    let transport = sigpost::transport::MemoryTransport::new(|_| http::Response::default());
    let in_memory = Client::builder("https://h.example").transport(transport).build().unwrap();
    assert_body_broke_off(&in_memory.send(replace(content())).await.unwrap_err());
}

#[tokio::test]
async fn in_memory_a_stream_arrives_whole() {
    let transport = sigpost::transport::MemoryTransport::new(|request| {
        assert_eq!(request.body(), "one, two, three");
        http::Response::new(bytes::Bytes::new())
    });
    let client = Client::builder("https://h.example").transport(transport).build().unwrap();
    client.send(upload(StreamBody::new(chunks(&PIECES)))).await.unwrap();
}

#[endpoint(POST "/<index>/_bulk")]
async fn bulk(index: &str, #[body] operations: NdJson<Vec<serde_json::Value>>);

#[tokio::test]
async fn newline_delimited_json() {
    let operations = NdJson(vec![json!({"index": {"_id": 1}}), json!({"title": "a\nb"})]);
    assert_eq!(
        sent(bulk("books", operations)).await,
        "POST /v1/books/_bulk HTTP/1.1\r\n\
         content-type: application/x-ndjson\r\n\
         content-length: 37\r\n\
         \r\n\
         {\"index\":{\"_id\":1}}\n{\"title\":\"a\\nb\"}\n"
    );
}

#[endpoint(PATCH "/p", media = "application/json-patch+json")]
async fn json_patch(#[body] operations: &[serde_json::Value]);
#[endpoint(PATCH "/p", media = "application/merge-patch+json")]
async fn merge_patch(#[body] patch: serde_json::Value);

#[tokio::test]
async fn json_under_other_media_types() {
    assert_eq!(
        sent(json_patch(&[json!({"op": "remove", "path": "/a"})])).await,
        "PATCH /v1/p HTTP/1.1\r\n\
         content-type: application/json-patch+json\r\n\
         content-length: 29\r\n\
         \r\n\
         [{\"op\":\"remove\",\"path\":\"/a\"}]"
    );
    assert_eq!(
        sent(merge_patch(json!({"a": null}))).await,
        "PATCH /v1/p HTTP/1.1\r\n\
         content-type: application/merge-patch+json\r\n\
         content-length: 10\r\n\
         \r\n\
         {\"a\":null}"
    );
}

#[test]
fn bodies_as_curl() {
    let curl = |request: &dyn Fn() -> Result<String, sigpost::RequestError>| request().unwrap();
    assert_eq!(
        curl(&|| upload(StreamBody::new(chunks(&PIECES))).to_curl("https://h")),
        "curl -X POST 'https://h/raw' -H 'content-type: application/octet-stream' --data-binary @-"
    );
    assert_eq!(
        curl(&|| raw_bytes(Bytes::from(b"\xff\x00")).to_curl("https://h")),
        "curl -X PUT 'https://h/raw' -H 'content-type: application/octet-stream' --data-binary @-"
    );
    assert_eq!(
        curl(&|| raw_bytes(Bytes::from("it's")).to_curl("https://h")),
        r"curl -X PUT 'https://h/raw' -H 'content-type: application/octet-stream' --data-raw 'it'\''s'"
    );
    assert_eq!(
        format!("{:?}", raw_bytes(Bytes::from(b"\xff\x00"))),
        "raw_bytes: PUT /raw, content-type: \"application/octet-stream\", <2 bytes>"
    );
}

#[endpoint(POST "/c", fields(stream = true, "n-best" = 2, id = 18446744073709551615))]
async fn constant_members(question: &str);
#[endpoint(DELETE "/c", fields(mode = "hard", level = -1))]
async fn constant_member_alone();
#[endpoint(PATCH "/c", media = "application/merge-patch+json", fields(level = -0.5))]
async fn constant_member_of_whole(#[body] value: Option<serde_json::Value>);
#[endpoint(PUT "/c", fields(stream = true))]
async fn constant_member_of_secret(
    #[body]
    #[sensitive]
    value: serde_json::Value,
);
#[endpoint(PUT "/c", fields(stream = true))]
async fn constant_member_of_text(#[body] text: Text);

#[tokio::test]
async fn constant_members_are_behind_the_others() {
    let json = |line: &str, body: &str| {
        let length = body.len();
        format!("{line} HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
    };
    assert_eq!(
        sent(constant_members("Who?")).await,
        json("POST /v1/c", r#"{"question":"Who?","stream":true,"n-best":2,"id":18446744073709551615}"#)
    );
    assert_eq!(sent(constant_member_alone()).await, json("DELETE /v1/c", r#"{"mode":"hard","level":-1}"#));
    let patch = sent(constant_member_of_whole().value(json!({"level": 7, "name": "n"}))).await;
    assert!(patch.contains("\r\ncontent-type: application/merge-patch+json\r\n"), "{patch}");
    assert!(patch.ends_with("\r\n\r\n{\"level\":-0.5,\"name\":\"n\"}"), "{patch}");
    let patch = sent(constant_member_of_whole()).await;
    assert!(patch.ends_with("\r\n\r\n{\"level\":-0.5}"), "{patch}");

    let secret = constant_member_of_secret(json!({"a": 1}));
    assert_eq!(sent(&secret).await, json("PUT /v1/c", r#"{"a":1,"stream":true}"#));
    assert_eq!(
        format!("{secret:?}"),
        "constant_member_of_secret: PUT /c, content-type: \"application/json\", \"<redacted>\""
    );
    for request in [constant_member_of_whole().value(json!([1])), constant_member_of_whole().value(json!(1))]
    {
        let error = request.to_request("https://h").unwrap_err();
        assert_eq!(causes(&error), ["the body that it belongs to is no JSON object"]);
    }
    assert!(constant_member_of_text("a".into()).to_request("https://h").is_err());
}

#[endpoint(GET "/<index>/_search?<size>")]
async fn search(index: &str, size: Option<u8>, #[body] query: Option<serde_json::Value>);
#[endpoint(GET "/count")]
async fn count(#[field] query: &str, routing: &str);

#[tokio::test]
async fn a_body_on_get_where_it_is_asked_for() {
    assert_eq!(
        sent(search("books").size(1).query(json!({"query": {}}))).await,
        "GET /v1/books/_search?size=1 HTTP/1.1\r\n\
         content-type: application/json\r\n\
         content-length: 12\r\n\
         \r\n\
         {\"query\":{}}"
    );
    assert_eq!(sent(search("books")).await, "GET /v1/books/_search HTTP/1.1\r\n\r\n");
    assert_eq!(
        sent(count("x", "r")).await,
        "GET /v1/count?routing=r HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{\"query\":\"x\"}"
    );
}
