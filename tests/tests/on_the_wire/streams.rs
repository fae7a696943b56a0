//! Answers that are read as they arrive: bytes, lines, and server-sent events.

use std::io::Write as _;
use std::net::Shutdown;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Deserialize;
use sigpost::{
    ByteStream, Endpoint, Error, Event, Events, FromResponse, Lines, Named, StreamError, Text, endpoint,
};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

/// A time limit that tests wait for: long enough for a head to arrive on a busy machine.
const LIMIT: Duration = Duration::from_secs(1);

#[derive(Debug, Deserialize, PartialEq)]
struct Item {
    id: u8,
}

#[endpoint(GET "/film", errors(NotFound = 404))]
async fn film() -> ByteStream;
#[endpoint(GET "/film", request = GetFilmWithHead)]
async fn film_with_head() -> http::Response<ByteStream>;
#[endpoint(GET "/items")]
async fn items() -> Lines<Item>;
#[endpoint(GET "/log")]
async fn log_lines() -> Lines<Text>;
#[endpoint(POST "/chat", errors(overloaded = 529))]
async fn chat(question: &str) -> Events<Item>;
#[endpoint(GET "/news")]
async fn news(#[header("Last-Event-ID")] last_event_id: Option<&str>) -> Events<Text>;

/// A chunk as chunked transfer coding has it.
fn chunk(data: impl AsRef<[u8]>) -> Vec<u8> {
    let data = data.as_ref();
    [format!("{:x}\r\n", data.len()).as_bytes(), data, b"\r\n"].concat()
}

/// The head of an answer of unknown length.
fn chunked(media: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {media}\r\ntransfer-encoding: chunked\r\n\r\n").into_bytes()
}

/// A server that sends its pieces one by one, each when the test has asked for it.
fn step_by_step(head: Vec<u8>, pieces: Vec<Vec<u8>>) -> (RawServer, mpsc::Sender<()>) {
    let (go_on, wait) = mpsc::channel();
    let wait = Mutex::new(wait);
    let server = RawServer::behaving(move |stream| {
        let _ = stream.write_all(&head);
        for piece in &pieces {
            if wait.lock().unwrap().recv().is_err() {
                break;
            }
            let _ = stream.write_all(piece);
        }
        let _ = stream.shutdown(Shutdown::Write);
    });
    (server, go_on)
}

fn client(server: &RawServer) -> sigpost::Client {
    builder(server.base("")).build().unwrap()
}

#[tokio::test]
async fn bytes_come_before_the_body_ends() {
    let (server, go_on) =
        step_by_step(chunked("video/mp4"), vec![chunk("ab"), chunk([0, 255]), b"0\r\n\r\n".into()]);
    // The head alone ends the call.
    let mut stream = client(&server).send(film()).await.unwrap();
    assert_eq!(stream.length(), None);
    go_on.send(()).unwrap();
    assert_eq!(stream.chunk().await.unwrap().unwrap(), "ab");
    go_on.send(()).unwrap();
    assert_eq!(stream.chunk().await.unwrap().unwrap(), &[0, 255][..]);
    go_on.send(()).unwrap();
    assert_eq!(stream.chunk().await.unwrap(), None);
    assert_eq!(stream.chunk().await.unwrap(), None);
    let request = server.request();
    assert!(
        request.starts_with("GET /film HTTP/1.1\r\n") && request.contains("accept: */*\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn limits_are_for_the_head() {
    let (server, go_on) = step_by_step(
        b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n".into(),
        vec![b"abc".into(), b"def".into()],
    );
    let client = builder(server.base("")).response_limit(2).timeout(LIMIT).build();
    let mut stream = client.unwrap().send(film()).await.unwrap();
    assert_eq!(stream.length(), Some(6));
    // Nothing comes for longer than the call may take, and that is no error.
    assert!(tokio::time::timeout(LIMIT + LIMIT / 4, stream.chunk()).await.is_err());
    go_on.send(()).unwrap();
    assert_eq!(stream.chunk().await.unwrap().unwrap(), "abc");
    go_on.send(()).unwrap();
    assert_eq!(stream.collect(3).await.unwrap(), "def");

    // The head itself is in time, or never.
    let silent = RawServer::behaving(|stream| {
        let _ = std::io::Read::read(stream, &mut [0]);
    });
    let call = self::client(&silent).send(film()).timeout(LIMIT / 4);
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn errors_are_read_whole() {
    let body = r#"{"code":"no_film","message":"It is lost"}"#;
    let server = RawServer::with_body("404 Not Found", "content-type: application/json\r\n", body);
    let error = client(&server).send(film()).await.unwrap_err();
    assert!(matches!(error, Error::Declared(FilmError::NotFound(_))), "{error:?}");
    assert_eq!((error.code(), error.message()), (Some("no_film"), Some("It is lost")));
}

#[tokio::test]
async fn a_break_is_no_end() {
    for answer in [
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc".to_vec(),
        [chunked("video/mp4"), chunk("abc")].concat(),
    ] {
        let server = RawServer::answering(answer);
        let mut stream = client(&server).send(film()).await.unwrap();
        let mut read = Vec::new();
        let error = loop {
            match stream.chunk().await {
                Ok(Some(chunk)) => read.extend_from_slice(&chunk),
                Ok(None) => panic!("a break is no end"),
                Err(error) => break error,
            }
        };
        assert_eq!(read, b"abc");
        assert!(error.is_broken());
        assert_eq!(error.to_string(), "the connection broke in the middle of the body");
        assert!(std::error::Error::source(&error).is_some());
        assert_eq!(stream.chunk().await.unwrap(), None);
    }
}

#[tokio::test]
async fn into_a_file_with_progress() {
    let body: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let server = RawServer::with_body("200 OK", "etag: \"a\"\r\n", &body);
    let answer = client(&server).send(film_with_head()).await.unwrap();
    assert_eq!(answer.headers()["etag"], "\"a\"");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let watch = Arc::clone(&seen);
    let stream = answer.into_body().on_progress(move |so_far, all| watch.lock().unwrap().push((so_far, all)));
    let path = std::env::temp_dir().join(format!("sigpost-streams-{}-{:p}", std::process::id(), &body));
    let mut file = tokio::fs::File::create(&path).await.unwrap();
    assert_eq!(stream.write_to(&mut file).await.unwrap(), 300_000);
    assert!(std::fs::read(&path).unwrap() == body);
    std::fs::remove_file(&path).unwrap();
    let seen = seen.lock().unwrap();
    assert!(seen.is_sorted() && seen.iter().all(|(_, all)| *all == Some(300_000)), "{seen:?}");
    assert_eq!(seen.last(), Some(&(300_000, Some(300_000))));
}

#[derive(Debug, FromResponse)]
enum Download {
    #[status(200)]
    Whole(http::Response<ByteStream>),
    #[status(206)]
    Part(http::Response<ByteStream>),
    #[status(2XX)]
    Other(Item),
    #[status(416)]
    Complete,
}

#[endpoint(GET "/film", request = GetDownload)]
async fn download(#[header] range: Option<&str>, #[header] if_range: Option<&str>) -> Download;

#[tokio::test]
async fn going_on_where_it_broke() {
    let whole = "HTTP/1.1 200 OK\r\netag: \"v1\"\r\ncontent-length: 6\r\n\r\nabc";
    let part = "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 3-5/6\r\ncontent-length: 3\r\nconnection: close\r\n\r\ndef";
    let answers = Mutex::new(vec![part, whole]);
    let server = RawServer::behaving(move |stream| {
        let answer = answers.lock().unwrap().pop().unwrap_or_default();
        let _ = stream.write_all(answer.as_bytes());
        let _ = stream.shutdown(Shutdown::Write);
    });
    let client = client(&server);
    let Download::Whole(mut answer) = client.send(download()).await.unwrap() else { panic!("all of it") };
    let mut have = Vec::new();
    while let Ok(Some(chunk)) = answer.body_mut().chunk().await {
        have.extend_from_slice(&chunk);
    }
    let etag = answer.headers()["etag"].to_str().unwrap();
    let range = format!("bytes={}-", have.len());
    let Download::Part(rest) = client.send(download().range(&range).if_range(etag)).await.unwrap() else {
        panic!("the rest")
    };
    assert_eq!(rest.headers()["content-range"], "bytes 3-5/6");
    have.extend_from_slice(&rest.into_body().collect(100).await.unwrap());
    assert_eq!(have, b"abcdef");
    let request = &server.requests()[1];
    assert!(request.contains("range: bytes=3-\r\n") && request.contains("if-range: \"v1\"\r\n"), "{request}");
}

#[tokio::test]
async fn variants_with_and_without_streams() {
    let server = RawServer::with_body("416 Range Not Satisfiable", "content-range: bytes */6\r\n", "<html>");
    assert!(matches!(client(&server).send(download()).await, Ok(Download::Complete)));
    let server = RawServer::with_body("203 Other", "", r#"{"id":1}"#);
    let other = client(&server).send(download()).await;
    assert!(matches!(other, Ok(Download::Other(Item { id: 1 }))), "{other:?}");
    let answer = http::Response::new("abc".into());
    let Ok(Download::Whole(whole)) = GetDownload::decode(answer) else { panic!("all of it") };
    assert_eq!(whole.into_body().collect(3).await.unwrap(), "abc");
}

#[tokio::test]
async fn lines_as_they_arrive() {
    let (server, go_on) = step_by_step(
        chunked("application/x-ndjson"),
        vec![
            chunk("{\"id\":1}\r\n\n{\"id\""),
            chunk(":2}\n{\"id\":-1}\n"),
            chunk("{\"id\":3}"),
            b"0\r\n\r\n".into(),
        ],
    );
    let mut lines = client(&server).send(items()).await.unwrap();
    go_on.send(()).unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Item { id: 1 });
    go_on.send(()).unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Item { id: 2 });
    let error = lines.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "item 4 of the stream could not be read, at `id`");
    go_on.send(()).unwrap();
    go_on.send(()).unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Item { id: 3 });
    assert!(lines.next().await.is_none());
    let request = server.request();
    let accept = "accept: application/x-ndjson, application/jsonl, application/json;q=0.9, */*;q=0.8\r\n";
    assert!(request.contains(accept), "{request}");
}

#[tokio::test]
async fn lines_of_text_and_of_a_broken_body() {
    let server = RawServer::with_body("200 OK", "", "a b\n\nc\n");
    let mut lines = client(&server).send(log_lines()).await.unwrap();
    assert_eq!(&*lines.next().await.unwrap().unwrap(), "a b");
    assert_eq!(&*lines.next().await.unwrap().unwrap(), "c");
    assert!(lines.next().await.is_none());
    let server = RawServer::answering("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":1}\n{\"id\":2}");
    let mut lines = client(&server).send(items()).await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Item { id: 1 });
    assert!(lines.next().await.unwrap().unwrap_err().is_broken());
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn events_as_they_arrive() {
    let (server, go_on) = step_by_step(
        chunked("text/event-stream; charset=utf-8"),
        vec![
            chunk(": hello\r\n\r\nevent: start\r\nid: 7\r\ndata: {\"id\":\r"),
            chunk("\ndata: 1}\r\n\r"),
            chunk("\ndata: {\"id\":\"x\"}\n\ndata: {\"id\":2}\n\n"),
            chunk("data: [DONE]\n\n"),
        ],
    );
    let mut events = client(&server).send(chat("Who?")).await.unwrap().until("[DONE]");
    go_on.send(()).unwrap();
    go_on.send(()).unwrap();
    let Event { id, event, data, .. } = events.next().await.unwrap().unwrap();
    assert_eq!((id.as_str(), event.as_str(), data), ("7", "start", Item { id: 1 }));
    go_on.send(()).unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    let StreamError::Unreadable(item) = &error else { panic!("{error:?}") };
    assert_eq!((item.number(), item.json_path(), item.text()), (2, Some("id"), "{\"id\":\"x\"}"));
    assert_eq!(events.next().await.unwrap().unwrap().data, Item { id: 2 });
    go_on.send(()).unwrap();
    assert!(events.next().await.is_none());
    assert_eq!(events.last_event_id(), "7");
    let request = server.request();
    assert!(request.contains("accept: text/event-stream\r\n"), "{request}");
    assert!(request.ends_with("{\"question\":\"Who?\"}"), "{request}");
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Change {
    Added(Item),
    Gone { id: u8, why: Option<String> },
}

#[endpoint(GET "/changes")]
async fn changes() -> Events<Named<Change>>;

#[tokio::test]
async fn events_are_told_apart_by_their_names() {
    let body = "event: added\nid: 1\ndata: {\"id\":1}\n\nevent: renamed\ndata: {}\n\nevent: gone\ndata: {\"id\":1}\n\n";
    let server = RawServer::with_body("200 OK", "content-type: text/event-stream\r\n", body);
    let mut events = client(&server).send(changes()).await.unwrap();
    let added = events.next().await.unwrap().unwrap();
    assert_eq!((added.id.as_str(), added.data.0), ("1", Change::Added(Item { id: 1 })));
    let StreamError::Unreadable(item) = events.next().await.unwrap().unwrap_err() else {
        panic!("there is no such event")
    };
    assert_eq!((item.event(), item.text()), (Some("renamed"), "{}"));
    let gone = events.next().await.unwrap().unwrap();
    assert_eq!(*gone.data, Change::Gone { id: 1, why: None });
    assert!(events.next().await.is_none());
    assert!(server.request().contains("accept: text/event-stream\r\n"));
}

#[tokio::test]
async fn events_go_on_after_a_break() {
    let server = RawServer::answering(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 100\r\n\r\nretry: 5\nid: 3\ndata: a\n\nid: 4\ndata: b\n",
    );
    let client = client(&server);
    let mut events = client.send(news()).await.unwrap();
    assert_eq!(&*events.next().await.unwrap().unwrap().data, "a");
    assert!(events.next().await.unwrap().unwrap_err().is_broken());
    assert_eq!((events.retry(), events.last_event_id()), (Some(Duration::from_millis(5)), "3"));
    let mut events = client.send(news().last_event_id(events.last_event_id())).await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    let requests = server.requests();
    assert!(!requests[0].contains("last-event-id"), "{}", requests[0]);
    assert!(requests[1].contains("last-event-id: 3\r\n"), "{}", requests[1]);
}

#[tokio::test]
async fn what_is_no_event_stream_is_said() {
    let server = RawServer::with_body("200 OK", "content-type: application/json\r\n", r#"{"id":1}"#);
    let error = client(&server).send(chat("Who?")).await.unwrap_err();
    let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
    assert_eq!(malformed.status(), 200);
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the media type of the answer is \"application/json\", and not `text/event-stream`"
    );
    let overloaded = r#"{"error":{"code":"overloaded","description":"Later"}}"#;
    let server = RawServer::with_body("529 Overloaded", "", overloaded);
    let error = client(&server).send(chat("Who?")).await.unwrap_err();
    assert!(matches!(error, Error::Declared(ChatError::Overloaded(_))), "{error:?}");
}

#[test]
fn from_a_thread_without_a_runtime() {
    let server = RawServer::with_body("200 OK", "", "{\"id\":1}\n{\"id\":2}\n");
    let client = client(&server);
    let lines = client.send(items()).blocking().unwrap().blocking();
    assert_eq!(lines.map(Result::unwrap).collect::<Vec<_>>(), [Item { id: 1 }, Item { id: 2 }]);
    let mut film = client.send(film()).blocking().unwrap().reader();
    assert_eq!(std::io::read_to_string(&mut film).unwrap(), "{\"id\":1}\n{\"id\":2}\n");
}
