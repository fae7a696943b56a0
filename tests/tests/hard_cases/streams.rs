//! Answers that go on, and connections that become something else.

use std::io::{Read as _, Write as _};

use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use sigpost::transport::HyperTransport;
use sigpost::{ByteStream, Client, Error, Events, FromResponse, Lines, endpoint};
use sigpost_tests::raw_server::RawServer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{accept, sent, target};

#[derive(Clone, Default, Serialize)]
struct ChatRequest {
    model: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Completion {
    id: String,
}

#[endpoint(POST "/chat/completions")]
async fn create_completion(#[body] request: &ChatRequest) -> Completion;
#[endpoint(POST "/chat/completions", fields(stream = true))]
async fn stream_completion(#[body] request: &ChatRequest) -> Events<Completion>;

#[derive(Debug, Deserialize, PartialEq)]
struct ConfigMap {
    name: String,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "type", content = "object", rename_all = "UPPERCASE")]
enum Watched {
    Added(ConfigMap),
    Deleted(ConfigMap),
    Bookmark(serde_json::Value),
}

#[endpoint(GET "/configmaps", rename_all = "camelCase", returns(items))]
async fn list_config_maps(label_selector: Option<&str>) -> Vec<ConfigMap>;
#[endpoint(GET "/configmaps?watch=true", rename_all = "camelCase")]
async fn watch_config_maps(label_selector: Option<&str>, resource_version: Option<&str>) -> Lines<Watched>;

/// OpenAI: `POST /chat/completions`, where `stream` in the body makes events of the answer. Kubernetes: lists, of which
/// `watch=true` in the query makes lines. Each is two functions on one path.
#[tokio::test]
async fn switch_by_a_body_flag() {
    let request = ChatRequest { model: "m", temperature: Some(0.5) };
    let head = "POST /chat/completions\ncontent-type: application/json\n\n";
    assert_eq!(sent(create_completion(&request)), format!(r#"{head}{{"model":"m","temperature":0.5}}"#));
    assert_eq!(
        sent(stream_completion(&request)),
        format!(r#"{head}{{"model":"m","temperature":0.5,"stream":true}}"#)
    );
    assert_eq!(accept(create_completion(&request)), "application/json");
    assert_eq!(accept(stream_completion(&request)), "text/event-stream");

    let body = "data: {\"id\":\"1\"}\n\ndata: {\"id\":\"2\"}\n\ndata: [DONE]\n\n";
    let server = RawServer::with_body("200 OK", "content-type: text/event-stream\r\n", body);
    let client = Client::new(server.base("")).unwrap();
    let mut events = client.send(stream_completion(&request)).await.unwrap().until("[DONE]");
    let mut ids = Vec::new();
    while let Some(event) = events.next().await {
        ids.push(event.unwrap().data.id);
    }
    assert_eq!(ids, ["1", "2"]);
    let server = RawServer::with_json(r#"{"id":"1"}"#);
    let client = Client::new(server.base("")).unwrap();
    assert_eq!(client.send(create_completion(&request)).await.unwrap(), Completion { id: "1".into() });

    assert_eq!(target(list_config_maps().label_selector("a=b")), "GET /configmaps?labelSelector=a%3Db");
    assert_eq!(
        target(watch_config_maps().label_selector("a=b").resource_version("7")),
        "GET /configmaps?watch=true&labelSelector=a%3Db&resourceVersion=7"
    );
    let body = "{\"type\":\"ADDED\",\"object\":{\"name\":\"a\"}}\n{\"type\":\"BOOKMARK\",\"object\":{}}\n";
    let server = RawServer::with_body("200 OK", "content-type: application/json\r\n", body);
    let mut watch = Client::new(server.base("")).unwrap().send(watch_config_maps()).await.unwrap();
    assert_eq!(watch.next().await.unwrap().unwrap(), Watched::Added(ConfigMap { name: "a".into() }));
    assert!(matches!(watch.next().await, Some(Ok(Watched::Bookmark(_)))));
    assert!(watch.next().await.is_none());
}

#[endpoint(POST "/containers/<id>/attach?stream=true&stdout=true", errors(NotFound = 404))]
async fn attach(id: &str) -> ByteStream;

#[derive(Debug, FromResponse)]
enum Attached {
    /// The server would go on with another protocol.
    #[status(101)]
    Upgraded(http::Response<()>),
    #[status(200)]
    Output(ByteStream),
}

#[endpoint(
    POST "/containers/<id>/attach?stream=true&stdin=true",
    request = AttachWithInput,
    headers("Connection" = "Upgrade", "Upgrade" = "tcp"),
)]
async fn attach_with_input(id: &str) -> Attached;

/// Docker: `POST /containers/{id}/attach`; Kubernetes: `exec`. Without an upgrade, what the container writes is an answer that
/// goes on. With one, 101 is an answer as well, and hyper, which both transports are built on, hands over the connection.
#[tokio::test]
async fn connection_upgrade() {
    let output = b"\x01\0\0\0\0\0\0\x03out\x02\0\0\0\0\0\0\x03err";
    let raw = "content-type: application/vnd.docker.raw-stream\r\n";
    let server = RawServer::with_body("200 OK", raw, output);
    let client = Client::new(server.base("")).unwrap();
    let stream = client.send(attach("c")).await.unwrap();
    assert_eq!(&stream.collect(100).await.unwrap()[..], output);
    assert!(server.request().starts_with("POST /containers/c/attach?stream=true&stdout=true HTTP/1.1\r\n"));
    let Ok(Attached::Output(stream)) = client.send(attach_with_input("c")).await else {
        panic!("an output is expected")
    };
    assert_eq!(&stream.collect(100).await.unwrap()[..], output);

    // An echo, behind its own greeting.
    let upgrade = "HTTP/1.1 101 UPGRADED\r\nconnection: Upgrade\r\nupgrade: tcp\r\n\r\nready\n";
    let server = RawServer::behaving(move |stream| {
        let _ = stream.write_all(upgrade.as_bytes());
        let mut input = [0; 3];
        if stream.read_exact(&mut input).is_ok() {
            let _ = stream.write_all(&input);
        }
    });
    let over_hyper =
        Client::builder(server.base("")).transport(HyperTransport::new().unwrap()).build().unwrap();
    for client in [Client::new(server.base("")).unwrap(), over_hyper] {
        let attached = client.send(attach_with_input("c")).await;
        let Ok(Attached::Upgraded(response)) = attached else { panic!("{attached:?}") };
        assert_eq!(response.headers()["upgrade"], "tcp");
        let mut connection = TokioIo::new(hyper::upgrade::on(response).await.unwrap());
        connection.write_all(b"ls\n").await.unwrap();
        let mut output = String::new();
        connection.read_to_string(&mut output).await.unwrap();
        assert_eq!(output, "ready\nls\n");
    }
    for request in server.requests() {
        assert!(
            request.contains("connection: Upgrade\r\n") && request.contains("upgrade: tcp\r\n"),
            "{request}"
        );
    }
    let client = Client::new(server.base("")).unwrap();
    // Where it is not declared, it is an error with all that came.
    let error = client.send(attach("c")).await.unwrap_err();
    assert!(matches!(error, Error::Undeclared(_)) && error.status().unwrap() == 101, "{error:?}");
}
