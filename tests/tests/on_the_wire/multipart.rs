//! The exact bytes of multipart bodies.

use serde_json::json;
use sigpost::{Endpoint, Error, Part, StreamBody, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::bodies::{PIECES, assert_body_broke_off, chunks, client};
use crate::forms::{Interval, PRICE, Price};
use crate::requests::sent;

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
#[endpoint(POST "/m", multipart, fields(purpose = "vision"))]
async fn indexed_parts(
    #[field(style = indexed)] files: Vec<Part>,
    #[field(style = indexed)] tags: Vec<&str>,
    #[field(style = indexed)] points: Option<Vec<serde_json::Value>>,
);
#[endpoint(POST "/m", multipart)]
async fn one_part(part: Part);
#[endpoint(POST "/m", multipart)]
async fn no_part(part: Option<Part>);

/// What is sent, with the boundary as `BOUNDARY` and the length as if it had that length.
pub(super) async fn sent_parts(request: impl Endpoint) -> String {
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
async fn lists_of_parts_with_indexes() {
    let files = vec![Part::text("1"), Part::text("2").file_name("2.txt")];
    let request = indexed_parts(files, vec!["a", "b"]).points(vec![json!({"x": 1}), json!([2])]);
    let request = sent_parts(request).await;
    let disposition = "Content-Disposition: form-data; name=";
    let parts: Vec<String> = request
        .split("--BOUNDARY")
        .skip(1)
        .map(|part| part.trim().replace(disposition, "").replace("\r\n", "|"))
        .collect();
    let expected = [
        "\"files[0]\"||1",
        "\"files[1]\"; filename=\"2.txt\"||2",
        "\"tags[0]\"||a",
        "\"tags[1]\"||b",
        "\"points[0]\"|Content-Type: application/json||{\"x\":1}",
        "\"points[1]\"|Content-Type: application/json||[2]",
        "\"purpose\"||vision",
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

#[tokio::test]
async fn a_part_is_read_from_its_file_as_it_is_sent() {
    let folder = std::env::temp_dir().join(format!("sigpost-multipart-{}-{:p}", std::process::id(), &PIECES));
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("a b.csv");
    std::fs::write(&path, "x".repeat(100_000)).unwrap();
    let request = one_part(Part::from_path(&path).unwrap().media_type("text/csv"));
    for _ in 0..2 {
        let sent = sent(&request).await;
        let (head, body) = sent.split_once("\r\n\r\n").unwrap();
        assert!(head.ends_with(&format!("\r\ncontent-length: {}", body.len())), "{head}");
        let (head, content) = body.split_once("\r\n\r\n").unwrap();
        assert!(
            head.ends_with(
                "\r\nContent-Disposition: form-data; name=\"part\"; filename=\"a b.csv\"\r\nContent-Type: text/csv"
            ),
            "{head}"
        );
        assert_eq!(content.split_once("\r\n--").unwrap().0.len(), 100_000);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[endpoint(PUT "/m", multipart)]
async fn replace(part: Part);

#[tokio::test]
async fn a_part_that_breaks_off() {
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    for content in [
        StreamBody::from_fn(|| chunks(&[Ok("one"), Err("no more")])),
        StreamBody::from_fn(|| chunks(&PIECES)).with_length(16),
    ] {
        let error = client(&server).send(replace(Part::stream(content))).await.unwrap_err();
        assert_body_broke_off(&error);
    }
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
