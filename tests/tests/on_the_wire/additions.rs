//! What a call adds to its request: query pairs, members of the body, another address, idempotency keys.

use std::collections::BTreeMap;
use std::error::Error as _;

use sigpost::{Bound, Client, ClientBuilder, Credentials, Endpoint, ListStyle, RequestFault, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// A client of nothing: the request counts.
fn client() -> Client {
    settings(|builder| builder)
}

fn settings(settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    settings(Client::builder("https://h.example/v1")).build().unwrap()
}

#[endpoint(GET "/books?<page>")]
async fn books(page: Option<u32>);
#[endpoint(POST "/books")]
async fn add_book(title: Option<&str>, year: Option<u16>);
#[endpoint(POST "/books/1/lend")]
async fn lend();

#[tokio::test]
async fn additions_to_the_letter() {
    let server = RawServer::answering(NO_CONTENT);
    let client = builder(server.base("/v1")).user_agent("test").build().unwrap();
    let call = client.send(add_book().title("Dune"));
    call.query("a", "x y")
        .header("x-b", "1")
        .field("c", [1])
        .query("d", true)
        .field("title", "Dune II")
        .await
        .unwrap();
    let request = server.request().replace("accept: */*\r\n", "");
    assert_eq!(
        request,
        "POST /v1/books?a=x%20y&d=true HTTP/1.1\r\nuser-agent: test\r\ncontent-type: application/json\r\nx-b: 1\r\n\
         host: HOST\r\ncontent-length: 27\r\n\r\n{\"title\":\"Dune II\",\"c\":[1]}"
    );
}

#[tokio::test]
async fn another_base_address() {
    let usual = RawServer::answering(NO_CONTENT);
    let other = RawServer::answering(NO_CONTENT);
    let client = builder(usual.base("/v1")).bearer_token("t").build().unwrap();
    client.send(books().page(2)).base(&other.base("/of/another")).await.unwrap();
    assert!(usual.requests().is_empty());
    let request = other.request();
    assert!(request.starts_with("GET /of/another/books?page=2 HTTP/1.1\r\n"), "{request}");
    assert!(
        request.contains("host: HOST\r\n") && request.contains("authorization: Bearer t\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn an_address_that_an_answer_gave() {
    let api = RawServer::answering(NO_CONTENT);
    let files = RawServer::answering(NO_CONTENT);
    let client = builder(api.base("/v1"))
        .bearer_token("secret")
        .api_key_query("key", "secret")
        .user_agent("test")
        .build()
        .unwrap();
    let call = || client.send(add_book().title("Dune"));
    let elsewhere = files.base("/up//load?signature=a%2Fb");
    call().url(&elsewhere).header("x-b", "1").query("c", 2).await.unwrap();
    assert_eq!(
        files.request().replace("accept: */*\r\n", ""),
        "POST /up//load?signature=a%2Fb&c=2 HTTP/1.1\r\nuser-agent: test\r\ncontent-type: application/json\r\n\
         x-b: 1\r\nhost: HOST\r\ncontent-length: 16\r\n\r\n{\"title\":\"Dune\"}"
    );
    let curl = call().url(&elsewhere).to_curl().unwrap();
    assert!(!curl.contains("authorization") && !curl.contains("key="), "{curl}");
    // At home the credentials go along.
    call().url(&api.base("/elsewhere")).await.unwrap();
    let request = api.request();
    assert!(request.starts_with("POST /elsewhere?key=secret HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer secret\r\n"), "{request}");
    // Back from elsewhere there are none.
    let back = call().url(&elsewhere).url(&api.base("/elsewhere")).to_request().unwrap();
    assert!(!back.headers().contains_key("authorization"));

    let relative = call().url("/elsewhere?a=1").to_request().unwrap();
    assert_eq!(relative.uri().to_string(), api.base("/elsewhere?a=1&key=secret"));
    let error = call().url("ftp://h.example/").await.unwrap_err();
    assert!(error.to_string().starts_with("add_book: "), "{error}");
    assert_eq!(error.delivery(), sigpost::Delivery::NotSent);
    let error = call().url("../y").to_request().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "its path has a segment `.` or `..`");
    assert_eq!(files.requests().len() + api.requests().len(), 2);
}

#[test]
fn base_addresses() {
    #[endpoint(GET "/f", base = "https://uploads.example.com/u")]
    async fn upload();
    let uri = |call: sigpost::Call<()>| call.to_request().unwrap().uri().to_string();
    let client = client();
    assert_eq!(uri(client.send(upload())), "https://uploads.example.com/u/f");
    assert_eq!(uri(client.send(upload()).base("http://a.example:8080")), "http://a.example:8080/f");
    assert_eq!(
        uri(client.send(upload()).base("http://a.example/x/").base("http://b.example/y/z")),
        "http://b.example/y/z/f"
    );
    assert_eq!(
        uri(client.send(books()).query("q", 1).base("http://a.example")),
        "http://a.example/books?q=1"
    );
    let error = client.send(books()).base("nowhere").to_request().unwrap_err();
    assert!(matches!(error.fault(), RequestFault::Base { .. }), "{error}");
    assert!(error.to_string().starts_with("books: the base address"), "{error}");
}

#[test]
fn query_pairs() {
    let uri = |call: sigpost::Call<()>| call.to_request().unwrap().uri().to_string();
    let client = settings(|builder| builder.query_style(ListStyle::Brackets).api_key_query("key", "k"));
    assert_eq!(
        uri(client.send(books().page(1)).query("ids", [1, 2]).query("f", BTreeMap::from([("a&", "é")]))),
        "https://h.example/v1/books?page=1&ids%5B%5D=1&ids%5B%5D=2&f%5Ba%26%5D=%C3%A9&key=k"
    );
    assert_eq!(
        uri(client.send(books()).query("a", None::<u8>).query("o d", "=")),
        "https://h.example/v1/books?o%20d=%3D&key=k"
    );
    let error = client.send(books()).query("f", Bytesless).to_request().unwrap_err();
    assert_eq!(*error.fault(), RequestFault::Added { name: "f".into() });
    assert_eq!(error.to_string(), "books: `f`, which the call adds, cannot be sent");
    assert!(error.source().is_some());
}

struct Bytesless;

impl serde::Serialize for Bytesless {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(b"x")
    }
}

#[test]
fn members() {
    let body = |call: sigpost::Call<()>| call.to_request().unwrap().body().as_bytes().cloned().unwrap();
    let client = client();
    assert_eq!(body(client.send(add_book()).field("a", 1)), r#"{"a":1}"#);
    assert_eq!(
        body(client.send(add_book().title("t").year(1)).field("title", ["u"])),
        r#"{"title":["u"],"year":1}"#
    );
    assert_eq!(body(client.send(add_book().year(1)).field("a\"b", None::<u8>)), r#"{"year":1,"a\"b":null}"#);
    // A request without a body gets one.
    let request = client.send(lend()).field("days", 14).to_request().unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(!request.headers().contains_key("content-length"));
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"days":14}"#);
}

#[test]
fn members_of_what_is_no_object_are_refused() {
    #[endpoint(PUT "/list")]
    async fn list(#[body] list: &[u8]);
    let client = client();
    let error = client.send(list(&[1])).field("a", 1).to_request().unwrap_err();
    assert_eq!(*error.fault(), RequestFault::Added { name: "a".into() });
    assert_eq!(error.source().unwrap().to_string(), "the body is JSON, but no object");
    let other = client.send(add_book()).header("content-type", "text/csv").field("a", 1);
    let error = other.to_request().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "the body is no JSON object, but of another media type");
}

#[test]
fn members_are_refused_where_no_body_is_sent() {
    #[endpoint(HEAD "/books")]
    async fn head();
    #[endpoint(TRACE "/books")]
    async fn trace();
    let client = client();
    for call in [client.send(head()).field("a", 7), client.send(trace()).field("a", 7)] {
        let error = call.to_request().unwrap_err();
        assert_eq!(*error.fault(), RequestFault::Added { name: "a".into() });
        assert_eq!(error.source().unwrap().to_string(), "no body is sent with this method");
    }
}

#[test]
fn additions_to_a_request_with_secrets_are_shown() {
    #[endpoint(POST "/login")]
    async fn login(#[sensitive] password: &str);
    let call = client().send(login("hunter2")).query("q", 1).field("a", 2).base("https://b.example");
    let shown = "curl -X POST 'https://b.example/login?q=1'";
    // A call can be shown, and sent all the same.
    for _ in 0..2 {
        let curl = call.to_curl().unwrap();
        assert!(curl.starts_with(shown) && curl.ends_with(r#"'{"password":"<redacted>","a":2}'"#), "{curl}");
    }
    let request = call.to_request().unwrap();
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"password":"hunter2","a":2}"#);
}

#[test]
fn an_address_relative_to_a_secret_one_does_not_show_it() {
    #[endpoint(GET "/invites/<token>?<key>")]
    async fn invite(#[sensitive] token: &str, #[sensitive] key: &str);
    let call = client().send(invite("hunter2", "hunter3")).url("?page=2");
    let shown = [call.to_curl().unwrap(), format!("{call:?}")];
    assert!(shown.iter().all(|shown| shown.contains("/invites/<redacted>?page=2")), "{shown:?}");
    let request = call.to_request().unwrap();
    assert_eq!(request.uri(), "https://h.example/v1/invites/hunter2?page=2");
    let call = client().send(invite("hunter2", "hunter3")).url("https://f.example/a");
    assert!(call.to_curl().unwrap().contains("'https://f.example/a'"));
}

#[test]
fn the_content_type_of_multipart_stays_with_its_boundary() {
    #[endpoint(POST "/files", multipart)]
    async fn upload(purpose: &str);
    let call = client().send(upload("a")).header("content-type", "multipart/form-data");
    let error = call.to_request().unwrap_err();
    assert_eq!(*error.fault(), RequestFault::Header { name: "content-type".into() });
    assert!(error.source().unwrap().to_string().contains("boundary"), "{error:?}");
}

#[test]
fn cookies_of_the_client_and_of_the_endpoint_go_together() {
    #[endpoint(GET "/theme")]
    async fn theme(#[cookie] theme: Option<&str>, #[cookie] size: Option<u8>);
    let client = settings(|builder| builder.header("Cookie", "session=1; theme=light;sizes=2"));
    let cookies = |request: Theme<'_>| client.send(request).to_request().unwrap().headers()["cookie"].clone();
    assert_eq!(cookies(theme()), "session=1; theme=light;sizes=2");
    // One that both have is the endpoint's.
    assert_eq!(cookies(theme().theme("dark").size(3)), "session=1; sizes=2; theme=dark; size=3");
    assert!(cookies(theme().size(3)).is_sensitive());
    let call = client.send(theme()).header("cookie", "a=b");
    assert_eq!(call.to_request().unwrap().headers()["cookie"], "a=b");
}

#[test]
fn an_error_is_given_as_often_as_it_is_asked_for() {
    let call = client().send(books()).base("nowhere").query("a", 1);
    assert_eq!(call.to_curl().unwrap_err().to_string(), call.to_curl().unwrap_err().to_string());
    assert!(matches!(call.to_request().unwrap_err().fault(), RequestFault::Base { .. }));
}

struct Library(Client);

impl AsRef<Client> for Library {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoint(POST "/loans", idempotency_key = "X-Request-Key")]
async fn borrow_book(self: &Library, book: u64);

#[test]
fn bound_requests_take_the_same() {
    let library = Library(client());
    let uri = |call: sigpost::Call<()>| call.to_request().unwrap().uri().to_string();
    assert_eq!(uri(library.borrow_book(1).query("a", 1)), "https://h.example/v1/loans?a=1");
    assert_eq!(uri(library.borrow_book(1).base("https://b.example")), "https://b.example/loans");
    let request = library.borrow_book(1).field("days", 2).to_request().unwrap();
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"book":1,"days":2}"#);
    let request = library.borrow_book(1).idempotency_key("k").to_request().unwrap();
    assert_eq!(request.headers()["x-request-key"], "k");
}

#[endpoint(POST "/charges", idempotency_key = "Idempotency-Key")]
async fn charge(amount: u64, #[header] idempotency_key: Option<&str>);

#[tokio::test]
async fn idempotency_keys_are_made_once_for_each_call() {
    let server = RawServer::answering(NO_CONTENT);
    let client = builder(server.base("")).build().unwrap();
    client.send(charge(1)).await.unwrap();
    client.send(charge(1)).await.unwrap();
    let keys: Vec<String> = server
        .requests()
        .iter()
        .map(|request| {
            request.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).unwrap().to_owned()
        })
        .collect();
    assert_ne!(keys[0], keys[1]);
    for key in keys {
        let lengths: Vec<usize> = key.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
        assert!(key[14..].starts_with('4') && key[19..].starts_with(['8', '9', 'a', 'b']), "{key}");
    }
}

#[test]
fn idempotency_keys_of_ones_own() {
    let client = client();
    let key = |call: sigpost::Call<()>| call.to_request().unwrap().headers()["idempotency-key"].clone();
    assert_eq!(key(client.send(charge(1)).idempotency_key("mine")), "mine");
    assert_eq!(key(client.send(charge(1).idempotency_key("parameter"))), "parameter");
    // An endpoint that declares none has the usual field.
    assert_eq!(key(client.send(lend()).idempotency_key("mine")), "mine");
    assert!(client.send(lend()).idempotency_key("a\nb").to_request().is_err());
    // What a call shows is what it sends.
    let call = client.send(charge(1));
    let curl = call.to_curl().unwrap();
    assert!(curl.contains(key(call).to_str().unwrap()), "{curl}");
    // A request is the same before it is sent.
    assert_eq!(charge(1), charge(1));
    assert!(!charge(1).to_request("https://h.example").unwrap().headers().contains_key("idempotency-key"));
    assert_eq!(Charge::SPEC.idempotency_key, Some("Idempotency-Key"));
    assert_eq!(Lend::SPEC.idempotency_key, None);
}

/// Plaid's: three keys together, in header fields of their own; one call may have another.
#[test]
fn several_credentials_and_one_of_the_call() {
    let client = settings(|builder| {
        builder
            .api_key_header("X-Id", "1")
            .credentials(Credentials::api_key_header("X-Secret", "2"))
            .header("X-Version", "3")
    });
    let request = client.send(books()).header("X-Secret", "own").to_request().unwrap();
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!([header("x-id"), header("x-secret"), header("x-version")], ["1", "own", "3"]);
}
