//! The exact bytes of request bodies that are no plain JSON: raw ones, streams, forms, and multipart.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::Serialize;
use serde_json::json;
use sigpost::{
    Bytes, Client, ClientBuilder, Delivery, Endpoint, Error, ListStyle, NdJson, Part, StreamBody, Text,
    endpoint,
};
use sigpost_tests::raw_server::RawServer;

use crate::builder;
use crate::requests::{sent, sent_by};

/// Gives these chunks, one at each poll but every second, so that a transport has to wait.
#[derive(Clone)]
struct Chunks {
    chunks: VecDeque<Result<bytes::Bytes, &'static str>>,
    waited: bool,
}

fn chunks(chunks: &[Result<&'static str, &'static str>]) -> Chunks {
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

const PIECES: [Result<&str, &str>; 3] = [Ok("one, "), Ok("two, "), Ok("three")];

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
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

fn client(server: &RawServer) -> Client {
    builder(server.base("")).build().unwrap()
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
    let cause = std::error::Error::source(&error)
        .and_then(|error| error.source())
        .unwrap_or_else(|| std::error::Error::source(&error).expect("a cause"));
    assert!(cause.to_string().starts_with("this stream was sent already"), "{cause}");

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
    ] {
        let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
        let error = client(&server).send(upload(content)).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent);
    }
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

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Interval {
    #[serde(rename = "month")]
    Monthly,
}

#[derive(Clone, Serialize)]
struct Recurring {
    interval: Interval,
    trial: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<Option<u8>>,
}

#[derive(Clone, Serialize)]
struct Price {
    currency: &'static str,
    recurring: Recurring,
}

const PRICE: Price = Price {
    currency: "eur",
    recurring: Recurring { interval: Interval::Monthly, trial: None, ends: Some(None) },
};

#[endpoint(POST "/f", form)]
async fn form(
    name: &str,
    price: Price,
    #[query] dry_run: bool,
    active: Option<bool>,
    email: Option<Option<&str>>,
    tags: Option<&[&str]>,
    metadata: Option<BTreeMap<&str, &str>>,
);
#[endpoint(POST "/f", form)]
async fn styled<'l>(
    #[field(style = repeat)] repeat: &'l [&'l str],
    #[field(style = brackets)] brackets: &'l [&'l str],
    #[field(style = comma)] comma: &'l [&'l str],
    #[field(style = space)] space: &'l [&'l str],
    #[field(style = pipe)] pipe: Option<&'l [&'l str]>,
    #[field(style = json)] json: Option<Price>,
);
#[endpoint(PUT "/f", form)]
async fn whole_form(#[body] price: Price);
#[endpoint(PUT "/f", form)]
async fn optional_form(#[body] price: Option<Price>);
#[endpoint(DELETE "/f", form, rename_all = "PascalCase")]
async fn form_on_delete(dry_run: bool, #[field] clear_usage: bool);

fn form_of(request: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{request} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn forms() {
    let price =
        "price%5Bcurrency%5D=eur&price%5Brecurring%5D%5Binterval%5D=month&price%5Brecurring%5D%5Bends%5D=";
    assert_eq!(
        sent(form("A&B = C+D é", PRICE, true)).await,
        form_of("POST /v1/f?dry_run=true", &format!("name=A%26B%20%3D%20C%2BD%20%C3%A9&{price}"))
    );
    let request = form("n", PRICE, true).active(false).email(None).tags(&["a", "b"]);
    assert_eq!(
        sent(request.metadata(BTreeMap::from([("k[]", "v")]))).await,
        form_of(
            "POST /v1/f?dry_run=true",
            &format!("name=n&{price}&active=false&email=&tags=a&tags=b&metadata%5Bk%5B%5D%5D=v")
        )
    );
    assert_eq!(
        sent(whole_form(PRICE)).await,
        form_of("PUT /v1/f", "currency=eur&recurring%5Binterval%5D=month&recurring%5Bends%5D=")
    );
    assert_eq!(sent(optional_form()).await, form_of("PUT /v1/f", ""));
    assert_eq!(sent(optional_form().price(PRICE)).await, sent(whole_form(PRICE)).await);
    assert_eq!(
        sent(form_on_delete(true, false)).await,
        form_of("DELETE /v1/f?DryRun=true", "ClearUsage=false")
    );
}

#[tokio::test]
async fn lists_in_forms_in_each_style() {
    let list: &[&str] = &["a", "b,c"];
    let request = styled(list, list, list, list).pipe(list).json(PRICE);
    assert_eq!(
        sent(request).await,
        form_of(
            "POST /v1/f",
            "repeat=a&repeat=b%2Cc&brackets%5B%5D=a&brackets%5B%5D=b%2Cc&comma=a,b%2Cc&space=a%20b%2Cc&pipe=a%7Cb%2Cc\
             &json=%7B%22currency%22:%22eur%22%2C%22recurring%22:%7B%22interval%22:%22month%22%2C%22trial%22:null%2C%22ends%22:null%7D%7D"
        )
    );
    assert_eq!(sent(styled(&[], &[], &[], &[])).await, form_of("POST /v1/f", ""));
    let settings = |builder: ClientBuilder| builder.query_style(ListStyle::Brackets);
    let request = sent_by(settings, form("n", PRICE, true).tags(&["a", "b"])).await;
    assert!(request.ends_with("&tags%5B%5D=a&tags%5B%5D=b"), "{request}");
}

#[endpoint(POST "/m", multipart)]
async fn multipart(
    title: &str,
    count: u8,
    price: Option<Price>,
    file: Option<Part>,
    #[rename("files")] more: Option<Vec<Part>>,
    note: Option<Option<&str>>,
);
#[endpoint(POST "/m", multipart, media = "multipart/mixed")]
async fn styled_parts<'l>(
    list: &'l [&'l str],
    #[field(style = brackets)] image: &'l [Part],
    #[field(style = brackets)] brackets: Vec<Interval>,
    #[field(style = comma)] comma: Option<[u8; 2]>,
    #[field(style = json)] json: Option<[u8; 2]>,
    objects: Option<Vec<serde_json::Value>>,
);
#[endpoint(POST "/m", multipart)]
async fn one_part(part: Part);
#[endpoint(POST "/m", multipart)]
async fn no_part(part: Option<Part>);

/// What is sent, with the boundary as `BOUNDARY` and the length as if it had that length.
async fn sent_parts(request: impl Endpoint) -> String {
    let request = sent(request).await;
    let boundary = request.split_once("; boundary=").unwrap().1.split_once("\r\n").unwrap().0.to_owned();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let length = body.len();
    let body = body.replace(&boundary, "BOUNDARY");
    let of_length = format!("content-length: {length}");
    let head = head.replace(&boundary, "BOUNDARY").replace(&of_length, "content-length: its own");
    format!("{head}\r\n\r\n{body}")
}

#[tokio::test]
async fn multipart_to_the_letter() {
    let head = "POST /v1/m HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=BOUNDARY\r\n";
    assert_eq!(
        sent_parts(multipart("A \"title\"\r\n", 7)).await,
        format!(
            "{head}content-length: its own\r\n\
             \r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"title\"\r\n\
             \r\n\
             A \"title\"\r\n\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"count\"\r\n\
             \r\n\
             7\r\n\
             --BOUNDARY--\r\n"
        )
    );
    let file = Part::bytes(&b"{}"[..]).file_name("a\"b\r\n\\é;.json").media_type("application/json");
    let more = vec![
        Part::text("x").file_name("x.txt"),
        Part::stream(StreamBody::from_fn(|| chunks(&PIECES)).with_length(15)),
    ];
    let request = multipart("t", 7).price(PRICE).file(file).more(more).note(None);
    assert_eq!(
        sent_parts(request).await,
        format!(
            "{head}content-length: its own\r\n\
             \r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"title\"\r\n\
             \r\n\
             t\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"count\"\r\n\
             \r\n\
             7\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"price\"\r\n\
             Content-Type: application/json\r\n\
             \r\n\
             {{\"currency\":\"eur\",\"recurring\":{{\"interval\":\"month\",\"trial\":null,\"ends\":null}}}}\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A\\é;.json\"\r\n\
             Content-Type: application/json\r\n\
             \r\n\
             {{}}\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"files\"; filename=\"x.txt\"\r\n\
             \r\n\
             x\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"files\"\r\n\
             Content-Type: application/octet-stream\r\n\
             \r\n\
             one, two, three\r\n\
             --BOUNDARY\r\n\
             Content-Disposition: form-data; name=\"note\"\r\n\
             \r\n\
             \r\n\
             --BOUNDARY--\r\n"
        )
    );
    assert_eq!(sent_parts(no_part()).await, format!("{head}content-length: its own\r\n\r\n--BOUNDARY--\r\n"));
}

#[tokio::test]
async fn lists_of_parts() {
    let images = [Part::text("1"), Part::text("2")];
    let request = styled_parts(&["a", "b"], &images, vec![Interval::Monthly])
        .comma([1, 2])
        .json([1, 2])
        .objects(vec![json!({}), json!([1]), json!(1.5)]);
    let request = sent_parts(request).await;
    assert!(request.contains("content-type: multipart/mixed; boundary=BOUNDARY\r\n"), "{request}");
    let disposition = "Content-Disposition: form-data; name=";
    let json = "Content-Type: application/json\r\n";
    let parts: Vec<String> = request
        .split("--BOUNDARY")
        .skip(1)
        .map(|part| part.trim().replace(disposition, "").replace(json, "JSON ").replace("\r\n\r\n", " "))
        .collect();
    let expected = [
        "\"list\" a",
        "\"list\" b",
        "\"image[]\" 1",
        "\"image[]\" 2",
        "\"brackets[]\" month",
        "\"comma\" 1,2",
        "\"json\"\r\nJSON \r\n[1,2]",
        "\"objects\"\r\nJSON \r\n{}",
        "\"objects\"\r\nJSON \r\n[1]",
        "\"objects\" 1.5",
        "--",
    ];
    assert_eq!(parts, expected);
}

#[tokio::test]
async fn a_part_of_unknown_length_makes_the_body_chunked() {
    let request = sent(one_part(Part::stream(StreamBody::new(chunks(&PIECES))).file_name("f"))).await;
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.ends_with("\r\ntransfer-encoding: chunked"), "{head}");
    assert!(body.contains("5\r\none, \r\n5\r\ntwo, \r\n5\r\nthree\r\n"), "{body}");

    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let request = one_part(Part::stream(StreamBody::new(chunks(&[Ok("one"), Err("no more")]))));
    let error = client(&server).send(&request).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let error = client(&server).send(&request).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
}

#[test]
fn multipart_requests_are_values() {
    let part = || Part::bytes(&b"\xff"[..]).file_name("it's \"f\".png").media_type("image/png");
    assert_eq!(one_part(part()), one_part(part()));
    assert_ne!(one_part(part()), one_part(part().file_name("g")));
    let streamed = Part::stream(StreamBody::new(chunks(&PIECES)));
    assert_eq!(one_part(streamed.clone()), one_part(streamed.clone()));
    assert_ne!(one_part(streamed), one_part(Part::stream(StreamBody::new(chunks(&PIECES)))));
    let request = multipart("a;\"b\"", 7).price(PRICE).file(part());
    assert_eq!(
        format!("{request:?}"),
        "multipart: POST /m, title=\"a;\\\"b\\\"\"; count=\"7\"; \
         price=\"{\\\"currency\\\":\\\"eur\\\",\\\"recurring\\\":{\\\"interval\\\":\\\"month\\\",\\\"trial\\\":null,\\\"ends\\\":null}}\";type=application/json; \
         file=<1 bytes>;filename=\"it's \\\"f\\\".png\";type=image/png"
    );
    assert_eq!(
        multipart("@it's", 7).file(part()).to_curl("https://h").unwrap(),
        r#"curl -X POST 'https://h/m' --form 'title="@it'\''s"' --form 'count="7"' --form 'file=@"it'\''s \"f\".png";type=image/png'"#
    );
    let bad = one_part(Part::text("x").media_type("text/plain\r\nX: y"));
    assert!(bad.to_request("https://h").is_err());
}

#[sigpost::endpoints(form, media = "application/x-www-form-urlencoded; charset=utf-8")]
mod group {
    use sigpost::{Part, endpoint};

    #[endpoint(GET "/g")]
    pub(super) async fn get(a: u8);
    #[endpoint(POST "/g")]
    pub(super) async fn post(a: u8);
    #[endpoint(POST "/g", multipart)]
    pub(super) async fn upload(a: Part);
}

#[tokio::test]
async fn a_group_says_the_encoding_and_an_endpoint_another() {
    assert_eq!(sent(group::get(1)).await, "GET /v1/g?a=1 HTTP/1.1\r\n\r\n");
    assert_eq!(
        sent(group::post(1)).await,
        "POST /v1/g HTTP/1.1\r\n\
         content-type: application/x-www-form-urlencoded; charset=utf-8\r\n\
         content-length: 3\r\n\
         \r\n\
         a=1"
    );
    let request = sent_parts(group::upload(Part::text("1"))).await;
    assert!(request.contains("\r\ncontent-type: multipart/form-data; boundary=BOUNDARY\r\n"), "{request}");
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
