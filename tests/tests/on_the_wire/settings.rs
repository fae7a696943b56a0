//! What the client, the declaration, and the call set beside the parameters: headers, credentials, addresses.

use sigpost::{Client, ClientBuilder, Credentials, Endpoint, endpoint};
use sigpost_tests::raw_server::RawServer;

use super::requests::{rest, sent_by};
use crate::builder;

#[endpoint(
    PATCH "/config",
    headers("Accept" = "application/vnd.example+json", "X-Version" = "2"),
    media = "application/merge-patch+json"
)]
async fn constants(name: &str) -> String;

#[tokio::test]
async fn constant_headers_and_media_types() {
    let request =
        sent_by(|builder| builder.header("x-version", "1").header("x-tenant", "t"), constants("n")).await;
    assert_eq!(
        request,
        "PATCH /v1/config HTTP/1.1\r\nuser-agent: test\r\nx-version: 2\r\nx-tenant: t\r\n\
         accept: application/vnd.example+json\r\ncontent-type: application/merge-patch+json\r\nhost: HOST\r\n\
         content-length: 12\r\n\r\n{\"name\":\"n\"}"
    );
}

#[tokio::test]
async fn the_media_type_of_an_endpoint_goes_before_the_clients() {
    let request = sent_by(|builder| builder.header("content-type", "text/x-client"), constants("n")).await;
    assert!(request.contains("content-type: application/merge-patch+json\r\n"), "{request}");
}

#[endpoint(GET "/open", auth(none))]
async fn open();
#[endpoint(GET "/usual")]
async fn usual();
#[endpoint(GET "/admin", auth(admin))]
async fn admin();
#[endpoint(GET "/own")]
async fn own(#[header] authorization: &str);

#[tokio::test]
async fn credentials() {
    let settings = |builder: ClientBuilder| {
        builder
            .basic_auth("Aladdin", "open sesame")
            .api_key_header("X-Key", "k1")
            .api_key_query("key", "k 2")
            .credentials_named("admin", Credentials::bearer("root"))
    };
    let request = sent_by(settings, usual()).await;
    assert!(request.starts_with("GET /v1/usual?key=k%202 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"), "{request}");
    assert!(request.contains("x-key: k1\r\n"), "{request}");
    let request = sent_by(settings, open()).await;
    assert!(request.starts_with("GET /v1/open HTTP/1.1\r\n"), "{request}");
    assert!(!request.contains("authorization") && !request.contains("k1"), "{request}");
    let request = sent_by(settings, admin()).await;
    assert!(request.starts_with("GET /v1/admin HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer root\r\n"), "{request}");
    // What the endpoint says for itself goes before what holds for all.
    let request = sent_by(settings, own("Own 1")).await;
    assert!(request.contains("authorization: Own 1\r\n") && !request.contains("Basic"), "{request}");
}

#[test]
fn the_name_of_a_header_field_that_is_none_is_said() {
    let client = Client::builder("https://h.example").build().unwrap();
    let error = client.send(usual()).header("x a", "1").to_request().unwrap_err();
    assert_eq!(error.to_string(), "usual: the value of the header or cookie `x a` cannot be sent");
    let error = Client::builder("https://h.example").header("x a", "1").build().unwrap_err();
    assert_eq!(*error.fault(), sigpost::RequestFault::Header { name: "x a".into() });
}

#[tokio::test]
async fn a_call_adds_headers_of_its_own() {
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let client = builder(server.base("")).bearer_token("usual").build().unwrap();
    client.send(usual()).header("x-one", "1").header("authorization", "Bearer other").await.unwrap();
    let request = server.request();
    assert!(
        request.contains("x-one: 1\r\n") && request.contains("authorization: Bearer other\r\n"),
        "{request}"
    );
    assert!(!request.contains("Bearer usual"), "{request}");
}

#[test]
fn a_header_that_cannot_be_sent_is_refused() {
    let client = Client::builder("https://h.example").build().unwrap();
    for value in ["a\r\nx-injected: 1", "a\nb", "\0"] {
        let error = client.send(own(value)).to_request().unwrap_err();
        assert!(error.to_string().starts_with("own: the value of the header"), "{error}");
        assert!(client.send(usual()).header("x-one", value).to_request().is_err());
        assert!(Client::builder("https://h.example").header("x-one", value).build().is_err());
        assert!(Client::builder("https://h.example").bearer_token(value).build().is_err());
    }
    assert!(Client::builder("https://h.example").basic_auth("a:b", "c").build().is_err());
    let error = client.send(admin()).to_request().unwrap_err();
    assert_eq!(error.to_string(), "admin: no credentials are registered under the name `admin`");
}

#[test]
fn a_header_that_would_arrive_changed_is_refused() {
    // A server takes white space at the ends away, and HTTP/2 forbids it (RFC 9113, section 8.2.1).
    for value in [" a", "a ", "a\t"] {
        assert!(own(value).to_request("https://h.example").is_err(), "{value:?}");
    }
    assert_eq!(own("a b").to_request("https://h.example").unwrap().headers()["authorization"], "a b");
    assert_eq!(own("").to_request("https://h.example").unwrap().headers()["authorization"], "");
}

#[endpoint(POST "/framed")]
async fn framed(#[header("Content-Length")] length: Option<u8>, text: &str);

#[tokio::test]
async fn how_long_a_body_is_nobody_else_says() {
    assert!(framed("a").length(3).to_request("https://h.example").is_err());
    for (name, value) in [("content-length", "3"), ("transfer-encoding", "chunked")] {
        let client = Client::builder("https://h.example").build().unwrap();
        assert!(client.send(framed("a")).header(name, value).to_request().is_err(), "{name}");
        assert!(Client::builder("https://h.example").header(name, value).build().is_err(), "{name}");
    }
}

#[test]
fn an_address_that_is_too_long_is_refused() {
    let error = rest(&"a".repeat(100_000)).to_request("https://h.example").unwrap_err();
    assert_eq!(error.to_string(), "rest: address, path, and query make no usable URI");
    let client =
        Client::builder("https://h.example").api_key_query("k", "a".repeat(100_000)).build().unwrap();
    assert!(client.send(usual()).to_request().is_err());
}

#[tokio::test]
async fn another_base() {
    #[endpoint(GET "/x", base = "http://127.0.0.1:1/other/")]
    async fn elsewhere();
    let client = Client::builder("https://h.example/v1").build().unwrap();
    assert_eq!(client.send(elsewhere()).to_request().unwrap().uri(), "http://127.0.0.1:1/other/x");
}

#[test]
fn secrets_are_printed_nowhere() {
    let client = Client::builder("https://h.example")
        .bearer_token("SECRET")
        .api_key_header("X-Key", "SECRET")
        .api_key_query("key", "SECRET")
        .build()
        .unwrap();
    let curl = client.send(usual()).to_curl().unwrap();
    assert!(curl.contains("authorization: <redacted>") && curl.contains("key=<redacted>"), "{curl}");
    let printed = format!("{curl} {client:?} {:?} {:?}", client.send(usual()), own("SECRET"));
    assert!(!printed.contains("SECRET"), "{printed}");
    assert!(client.send(usual()).to_request().unwrap().uri().to_string().contains("key=SECRET"));
}

#[test]
fn what_a_declaration_says_is_data() {
    #[endpoint(POST "/jobs/<id>", idempotent, timeout = "2m", scopes("a", "b"), base = "https://jobs.example")]
    /// Starts a job.
    #[expect(dead_code, reason = "only its types are used")]
    async fn start(id: u64, wait: Option<bool>);
    let spec = Start::SPEC;
    assert_eq!(
        (spec.name, spec.method, spec.path, spec.docs),
        ("start", "POST", "/jobs/<id>", "Starts a job.")
    );
    assert!(spec.idempotent && !Usual::SPEC.idempotent);
    assert_eq!(spec.timeout, Some(std::time::Duration::from_secs(120)));
    assert_eq!((spec.scopes, spec.base), (&["a", "b"][..], Some("https://jobs.example")));
    let parameters: Vec<_> = spec.parameters.iter().map(|known| (known.name, known.required)).collect();
    assert_eq!(parameters, [("id", true), ("wait", false)]);
}
