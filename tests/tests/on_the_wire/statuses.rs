//! Answers that are more than a body: status and headers beside the value, and enums by status.

use http::StatusCode;
use serde::Deserialize;
use sigpost::{Bytes, Endpoint, Error, FromResponse, Text, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

#[derive(Debug, Deserialize, PartialEq)]
struct Item {
    id: u8,
}

/// Calls an endpoint of a server that answers so.
async fn call<E: Endpoint>(
    status: &str,
    headers: &str,
    body: &str,
    endpoint: E,
) -> Result<E::Output, Error<E::Error>> {
    let server = RawServer::with_body(status, headers, body);
    builder(server.base("")).build().unwrap().send(endpoint).await
}

#[endpoint(HEAD "/files/<name>", errors(NotFound = 404))]
async fn file_information(name: &str) -> http::Response<()>;
#[endpoint(POST "/i")]
async fn whole() -> http::Response<Item>;
#[endpoint(GET "/i")]
async fn optional() -> http::Response<Option<Item>>;
#[endpoint(GET "/i", returns(item))]
async fn member() -> http::Response<Item>;
#[endpoint(GET "/i", returns(item, page))]
async fn members() -> http::Response<(Item, Option<u8>)>;
#[endpoint(GET "/i")]
async fn as_text() -> http::Response<Text>;

#[tokio::test]
async fn what_is_known_of_a_file() {
    let server = RawServer::answering(
        "HTTP/1.1 200 OK\r\ncontent-length: 1234\r\netag: \"a\"\r\ncontent-type: image/png\r\nconnection: close\r\n\r\n",
    );
    let client = builder(server.base("")).build().unwrap();
    let information = client.send(file_information("a b")).await.unwrap();
    assert_eq!(information.status(), StatusCode::OK);
    assert_eq!(information.headers()["content-length"], "1234");
    assert_eq!(information.headers()["etag"], "\"a\"");
    let request = server.request();
    assert!(request.starts_with("HEAD /files/a%20b HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("accept: application/json, */*;q=0.8\r\n"), "{request}");

    let server = RawServer::answering("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
    let client = builder(server.base("")).build().unwrap();
    let error = client.send(file_information("a")).await.unwrap_err();
    assert!(matches!(error, Error::Declared(FileInformationError::NotFound(_))), "{error:?}");
}

#[tokio::test]
async fn status_and_headers_with_the_value() {
    let answer = call("201 Created", "location: /i/1\r\n", r#"{"id":1}"#, whole()).await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (201, &"/i/1".parse().unwrap()));
    assert_eq!(answer.into_body(), Item { id: 1 });
    let answer = call("200 OK", "x-a: b\r\n", r#"{"item":{"id":2}}"#, member()).await.unwrap();
    assert_eq!(answer.headers()["x-a"], "b");
    assert_eq!(answer.into_body(), Item { id: 2 });
    let answer = call("200 OK", "", r#"{"page":3,"item":{"id":2}}"#, members()).await.unwrap();
    assert_eq!(answer.into_body(), (Item { id: 2 }, Some(3)));
    let answer = call("200 OK", "content-language: en\r\n", "text", as_text()).await.unwrap();
    assert_eq!(answer.headers()["content-language"], "en");
    assert_eq!(&**answer.body(), "text");
    // Both ways at once.
    let server = RawServer::with_json(r#"{"id":1}"#);
    let client = builder(server.base("")).build().unwrap();
    let answer = client.send(whole()).with_response().await.unwrap();
    assert_eq!(answer.into_body().into_body(), Item { id: 1 });
}

#[tokio::test]
async fn nothing_is_an_answer() {
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nx-a: b\r\nconnection: close\r\n\r\n");
    let client = builder(server.base("")).build().unwrap();
    let answer = client.send(optional()).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["x-a"].to_str().unwrap()), (204, "b"));
    assert_eq!(answer.into_body(), None);
    let answer = call("200 OK", "", r#"{"id":1}"#, optional()).await.unwrap();
    assert_eq!(answer.into_body(), Some(Item { id: 1 }));
    // A body that nobody asked for is not looked at.
    call("200 OK", "", "<html>\u{fffd}", file_information("a")).await.unwrap();
}

#[tokio::test]
async fn faults_say_where() {
    let error = call("200 OK", "", r#"{"item":{"id":"x"}}"#, member()).await.unwrap_err();
    let Error::Malformed(malformed) = error else { panic!("{error:?}") };
    assert_eq!(malformed.json_path(), Some("item.id"));
}

#[derive(Debug, FromResponse, PartialEq)]
enum Inner {
    #[status(404)]
    Missing(Option<Item>),
    #[status(4XX)]
    Refused(Bytes),
}

#[derive(Debug, FromResponse)]
enum Export {
    #[status(2XX)]
    Ready(Item),
    #[status(202, 203)]
    Pending,
    #[status(206)]
    Part(http::Response<Text>),
    #[status(3xx)]
    Elsewhere(http::Response<()>),
    #[status(304)]
    NotModified,
    #[status(404, 410, 418)]
    Other(Inner),
}

#[endpoint(GET "/export", request = GetExport, errors(export_forbidden = 404, Gone = 410))]
async fn export() -> Export;

#[tokio::test]
async fn each_status_is_a_variant() {
    let json = r#"{"id":1}"#;
    assert!(matches!(call("200 OK", "", json, export()).await, Ok(Export::Ready(Item { id: 1 }))));
    assert!(matches!(call("201 Created", "", json, export()).await, Ok(Export::Ready(_))));
    for status in ["202 Accepted", "203 Other"] {
        assert!(matches!(call(status, "", "<html>", export()).await, Ok(Export::Pending)));
    }
    let Ok(Export::Part(part)) =
        call("206 Partial", "content-range: bytes 0-3/9\r\n", "text", export()).await
    else {
        panic!("a part is expected")
    };
    assert_eq!((&part.headers()["content-range"], &**part.body()), (&"bytes 0-3/9".parse().unwrap(), "text"));
}

#[tokio::test]
async fn redirects_and_errors_can_be_answers() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let answer = call(status, "location: /elsewhere\r\n", "<html>moved</html>", export()).await;
        let Ok(Export::Elsewhere(response)) = answer else { panic!("{answer:?}") };
        assert_eq!(response.headers()["location"], "/elsewhere");
    }
    let server =
        RawServer::answering("HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\nconnection: close\r\n\r\n");
    let client = builder(server.base("")).build().unwrap();
    assert!(matches!(client.send(export()).await, Ok(Export::NotModified)));
    let missing = call("404 Not Found", "", "", export()).await;
    assert!(matches!(missing, Ok(Export::Other(Inner::Missing(None)))), "{missing:?}");
    let gone = call("410 Gone", "", "gone", export()).await;
    assert!(matches!(&gone, Ok(Export::Other(Inner::Refused(body))) if **body == *b"gone"), "{gone:?}");
    // What the outer enum does not claim is an error, whatever the inner one says.
    assert!(matches!(call("400 Bad", "", "", export()).await, Err(Error::Undeclared(_))));
}

#[endpoint(GET "/export", request = GetExportWithHead)]
async fn export_with_head() -> http::Response<Export>;

#[tokio::test]
async fn status_and_headers_around_a_variant() {
    let answer = call("304 Not Modified", "etag: \"a\"\r\n", "", export_with_head()).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["etag"].to_str().unwrap()), (304, "\"a\""));
    assert!(matches!(answer.body(), Export::NotModified));
}

#[tokio::test]
async fn a_declared_code_decides_alone() {
    let body = |code: &str| format!(r#"{{"error":{{"code":"{code}","description":""}}}}"#);
    let error = call("404 Not Found", "", &body("export_forbidden"), export()).await.unwrap_err();
    assert!(matches!(error, Error::Declared(GetExportError::ExportForbidden(_))), "{error:?}");
    let error = call("404 Not Found", "", &body("other"), export()).await.unwrap_err();
    // The answer's own type is asked, and cannot read it.
    assert!(matches!(error, Error::Malformed(_)), "{error:?}");
}

#[derive(Debug, FromResponse)]
enum Narrow {
    #[status(200)]
    Found(Item),
}

#[endpoint(GET "/narrow", request = GetNarrow)]
async fn narrow() -> Narrow;

#[tokio::test]
async fn a_success_without_a_variant_is_malformed() {
    let Narrow::Found(found) = call("200 OK", "", r#"{"id":1}"#, narrow()).await.unwrap();
    assert_eq!(found, Item { id: 1 });
    let error = call("206 Partial Content", "", r#"{"id":1}"#, narrow()).await.unwrap_err();
    let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
    assert_eq!(malformed.body_text(), r#"{"id":1}"#);
    assert_eq!(
        error.to_string(),
        "narrow: 206 Partial Content, but no variant of what it returns is for this status"
    );
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "`Narrow` has no variant for the status 206");
    let error = call("404 Not Found", "", "", narrow()).await.unwrap_err();
    assert!(matches!(error, Error::Undeclared(_)), "{error:?}");
}

#[derive(Debug, FromResponse)]
enum Star {
    #[status(204)]
    Starred,
    #[status(404)]
    NotStarred,
}

#[endpoint(GET "/star", request = GetStar)]
async fn star() -> Star;

#[test]
fn requests_ask_for_the_first_variant_with_a_body() {
    let accept = |request: http::Request<_>| request.headers()["accept"].clone();
    assert_eq!(accept(export().to_request("https://h").unwrap()), "application/json");
    assert_eq!(accept(star().to_request("https://h").unwrap()), "*/*");
    assert_eq!(accept(as_text().to_request("https://h").unwrap()), "text/plain, */*;q=0.8");
}

#[test]
fn answers_are_read_without_a_client_too() {
    let answer = |status: u16| http::Response::builder().status(status).body("".into()).unwrap();
    assert!(matches!(GetStar::decode(answer(204)), Ok(Star::Starred)));
    assert!(matches!(GetStar::decode(answer(404)), Ok(Star::NotStarred)));
    assert!(matches!(GetStar::decode(answer(500)), Err(Error::Undeclared(_))));
}
