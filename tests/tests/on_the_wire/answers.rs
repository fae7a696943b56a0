//! What is made of answers: values, declared errors, other errors, and what cannot be read.

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::response::Parts;
use serde::Deserialize;
use sigpost::{Bytes, Delivery, Endpoint, Error, ErrorBody, ErrorFormat, RetryPolicy, Text, endpoint};
use sigpost_examples::krystal_identity::api::{
    self, CreateInviteError, InviteProperties, OrganizationLookup,
};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

const JSON: &str = "content-type: application/json\r\n";

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

fn invite() -> api::CreateInvite {
    api::create_invite(OrganizationLookup::Id("o".into()), InviteProperties::new("a@b"))
}

#[derive(Debug, Deserialize, PartialEq)]
struct Item {
    id: u8,
}

fn item(id: u8) -> Item {
    Item { id }
}

#[endpoint(GET "/i")]
async fn whole() -> Item;
#[endpoint(GET "/i", returns(item))]
async fn member() -> Item;
#[endpoint(GET "/i", returns("odd name", type, page))]
async fn members() -> (Vec<Item>, Option<String>, Option<u8>);
#[endpoint(GET "/i", returns(data.item))]
async fn nested() -> Item;
#[endpoint(GET "/i", returns(data.items, meta."next page"))]
async fn nested_members() -> (Vec<Item>, Option<u8>);
#[endpoint(GET "/i", returns(data.item))]
async fn nested_optional() -> Option<Item>;
#[endpoint(GET "/i")]
async fn optional() -> Option<Item>;
#[endpoint(GET "/i", returns(item))]
async fn optional_member() -> Option<Item>;
#[endpoint(GET "/i")]
async fn nothing();
#[endpoint(GET "/i")]
async fn as_text() -> Text;
#[endpoint(GET "/i")]
async fn as_bytes() -> Bytes;

#[tokio::test]
async fn values() {
    let ok = "200 OK";
    assert_eq!(call(ok, JSON, r#"{"id":1,"new":[{}]}"#, whole()).await.unwrap(), item(1));
    assert_eq!(call(ok, "", "\u{feff} {\"id\":1} ", whole()).await.unwrap(), item(1));
    assert_eq!(
        call("201 Created", JSON, r#"{"a":{},"item":{"id":2},"b":[]}"#, member()).await.unwrap(),
        item(2)
    );
    let answer = r#"{"meta":{"next page":2},"data":{"item":{"id":3},"items":[{"id":1}]}}"#;
    assert_eq!(call(ok, JSON, answer, nested()).await.unwrap(), item(3));
    assert_eq!(call(ok, JSON, answer, nested_members()).await.unwrap(), (vec![item(1)], Some(2)));
    let both = call(ok, JSON, r#"{"type":null,"odd name":[{"id":1}]}"#, members()).await.unwrap();
    assert_eq!(both, (vec![item(1)], None, None));
    call(ok, "", "<html>", nothing()).await.unwrap();
    assert_eq!(&*call(ok, "", "é\r\n", as_text()).await.unwrap(), "é\r\n");
    assert_eq!(&*call(ok, "", "\0\n", as_bytes()).await.unwrap(), b"\0\n");
}

#[tokio::test]
async fn nothing_where_something_may_be() {
    for body in ["", " \n", "null"] {
        assert_eq!(call("200 OK", JSON, body, optional()).await.unwrap(), None);
    }
    assert_eq!(call("200 OK", JSON, r#"{"id":1}"#, optional()).await.unwrap(), Some(item(1)));
    for body in ["", " null ", "{}", r#"{"item":null}"#] {
        assert_eq!(call("200 OK", JSON, body, optional_member()).await.unwrap(), None);
    }
    for body in ["", "null", "{}", r#"{"data":null}"#, r#"{"data":{}}"#, r#"{"data":{"item":null}}"#] {
        assert_eq!(call("200 OK", JSON, body, nested_optional()).await.unwrap(), None);
    }
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let client = builder(server.base("")).build().unwrap();
    assert_eq!(client.send(optional()).await.unwrap(), None);
    client.send(nothing()).await.unwrap();
    // An error is never `None`.
    assert!(matches!(call("404 Not Found", "", "", optional()).await, Err(Error::Undeclared(_))));
}

/// The status, the place, and the cause.
async fn malformed<E: Endpoint<Output: std::fmt::Debug>>(
    body: &str,
    endpoint: E,
) -> (String, String, String) {
    let result = call("200 OK", "x-request-id: r1\r\n", body, endpoint).await;
    let Err(Error::Malformed(malformed)) = &result else { panic!("{result:?}") };
    assert_eq!(malformed.body_text(), body);
    assert_eq!(malformed.request_id(), Some("r1"));
    let error = result.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.delivery(), Delivery::Answered);
    let Error::Malformed(malformed) = &error else { unreachable!() };
    let path = malformed.json_path().unwrap_or_default().to_owned();
    (path, error.to_string(), error.source().unwrap().to_string())
}

#[tokio::test]
async fn a_success_that_cannot_be_read_says_where() {
    let (path, error, cause) = malformed(r#"{"invite":{"id":"i","inviter":{"id":1}}}"#, invite()).await;
    assert_eq!(path, "invite.inviter.id");
    assert_eq!(error, "create_invite: 200 OK, but `invite.inviter.id` in the body could not be read");
    assert_eq!(cause, "invalid type: integer `1`, expected a string at line 1 column 37");

    let (path, error, cause) = malformed("<html>Hello</html>", invite()).await;
    assert_eq!(
        (path.as_str(), error.as_str()),
        ("", "create_invite: 200 OK, but the body could not be read")
    );
    assert_eq!(cause, "expected value at line 1 column 1");

    let (path, _, cause) = malformed(r#"{"invite":{"id":"#, invite()).await;
    assert_eq!(
        (path.as_str(), cause.as_str()),
        ("invite.id", "EOF while parsing a value at line 1 column 16")
    );

    let (path, _, cause) = malformed("{}", invite()).await;
    assert_eq!((path.as_str(), cause.as_str()), ("invite", "the member `invite` is missing"));

    let (path, _, cause) = malformed("", whole()).await;
    assert_eq!((path.as_str(), cause.as_str()), ("", "the body is empty"));

    let (path, _, cause) = malformed(r#"{"odd name":[{"id":1},{"id":-1}]}"#, members()).await;
    assert_eq!(path, r#"["odd name"][1].id"#);
    assert!(cause.starts_with("invalid value: integer `-1`"), "{cause}");

    let (path, _, cause) = malformed(r#"{"item":{"id":1}} trailing"#, member()).await;
    assert_eq!((path.as_str(), cause.as_str()), ("", "trailing characters at line 1 column 19"));

    let (path, _, cause) = malformed("{\n\"data\":{\"item\":{\"id\":\"x\"}}}", nested()).await;
    assert_eq!(path, "data.item.id");
    assert_eq!(cause, "invalid type: string \"x\", expected u8 at line 2 column 24");

    for body in ["{}", r#"{"data":null}"#, r#"{"data":{"items":[]}}"#] {
        let (path, _, cause) = malformed(body, nested()).await;
        assert_eq!((path.as_str(), cause.as_str()), ("data.item", "the member `data.item` is missing"));
    }

    let (path, _, cause) = malformed(r#"{"data":[1]}"#, nested()).await;
    assert_eq!(path, "data");
    assert_eq!(cause, "invalid type: sequence, expected an object with `data.item` at line 1 column 8");

    let (path, _, _) = malformed("[1]", member()).await;
    assert_eq!(path, "");
}

/// An error as Apia words it.
#[tokio::test]
async fn a_content_coding_that_nothing_decoded_is_named() {
    let server = RawServer::with_body("200 OK", "content-encoding: gzip\r\n", b"\x1f\x8b\x08\x00");
    let client = builder(server.base("")).build().unwrap();
    let error = client.send(whole()).await.unwrap_err();
    assert!(matches!(error, Error::Malformed(_)), "{error:?}");
    let cause = error.source().unwrap();
    assert_eq!(cause.to_string(), "the body has the content coding `gzip`, which nothing has decoded");
    assert!(cause.source().unwrap().to_string().contains("utf-8"), "{cause:?}");
    let error = call("200 OK", "content-encoding: identity\r\n", "no", whole()).await.unwrap_err();
    assert!(error.source().unwrap().to_string().starts_with("expected ident"), "{error:?}");
}

fn apia(code: &str, detail: &str) -> String {
    format!(r#"{{"error":{{"code":"{code}","description":"What\nhappened","detail":{detail}}}}}"#)
}

#[tokio::test]
async fn a_declared_error_is_known_by_its_code() {
    // On whatever status.
    for (status, number) in [("404 Not Found", 404), ("410 Gone", 410), ("500 Oops", 500)] {
        let error = call(status, JSON, &apia("organization_not_found", "{}"), invite()).await.unwrap_err();
        assert!(matches!(error, Error::Declared(CreateInviteError::OrganizationNotFound(_))), "{error:?}");
        assert_eq!(error.status().unwrap(), number);
    }
    let detail = r#"{"details":["Email address is invalid"],"more":1}"#;
    let headers = "x-request-id: r1\r\nretry-after: 7\r\n";
    let error = call("422 Unprocessable Content", headers, &apia("validation_error", detail), invite()).await;
    let error = error.unwrap_err();
    assert_eq!(error.to_string(), "create_invite: 422 Unprocessable Entity, validation_error: What happened");
    assert_eq!(error.code(), Some("validation_error"));
    assert_eq!(error.message(), Some("What\nhappened"));
    assert_eq!(error.request_id(), Some("r1"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
    assert_eq!(error.delivery(), Delivery::Answered);
    assert!(error.source().is_none());
    let Error::Declared(CreateInviteError::ValidationError(error)) = error else { panic!("{error:?}") };
    assert_eq!(error.detail.details, ["Email address is invalid"]);
    assert_eq!(error.status(), 422);
    assert_eq!(error.detail_json(), Some(detail));
}

/// The undeclared error, as text, with its code.
async fn undeclared(status: &str, headers: &str, body: &str) -> (String, Option<String>) {
    let error = call(status, headers, body, invite()).await.unwrap_err();
    let Error::Undeclared(response) = &error else { panic!("{error:?}") };
    assert_eq!(response.body_text(), body);
    assert_eq!(error.delivery(), Delivery::Answered);
    (error.to_string(), error.code().map(str::to_owned))
}

#[tokio::test]
async fn other_errors_are_undeclared_and_keep_what_came() {
    assert_eq!(
        undeclared("404 Not Found", JSON, &apia("route_not_found", "{}")).await,
        (
            "create_invite: 404 Not Found, route_not_found: What happened".into(),
            Some("route_not_found".into())
        )
    );
    assert_eq!(
        undeclared("404 Not Found", "content-type: text/html\r\n", "<html>Gone</html>").await,
        ("create_invite: 404 Not Found, 17 bytes of text/html".into(), None)
    );
    assert_eq!(
        undeclared("502 Bad Gateway", "", "").await,
        ("create_invite: 502 Bad Gateway, empty body".into(), None)
    );
    assert_eq!(
        undeclared("403 Forbidden", "", &apia("scope_not_granted", "{}")).await.0,
        "create_invite: 403 Forbidden, scope_not_granted: What happened (the endpoint takes one of the scopes: invites:write)"
    );
    assert_eq!(undeclared("304 Not Modified", "", "").await.0, "create_invite: 304 Not Modified, empty body");
    assert_eq!(
        undeclared("599 Odd", "", "x").await.0,
        "create_invite: 599, 1 bytes of an unnamed media type"
    );
}

#[tokio::test]
async fn a_detail_that_does_not_fit_is_said_and_nothing_is_lost() {
    for detail in ["{}", "null", r#"{"details":"text"}"#, "[]"] {
        let error = call("422 X", JSON, &apia("validation_error", detail), invite()).await.unwrap_err();
        let Error::Undeclared(response) = &error else { panic!("{error:?}") };
        assert_eq!(response.code(), Some("validation_error"));
        assert!(error.source().is_some());
    }
}

#[endpoint(
    GET "/i",
    errors(
        ServerError = 5XX,
        Unavailable = 503,
        NotFound = 404,
        gone = 404,
        "rate.limited" as Slow = 429,
        "10003" as UnknownChannel = 4XX => Item,
        "https://example.com/credit" as NoCredit = 403
    )
)]
async fn every_kind() -> Item;

#[tokio::test]
async fn by_status_by_class_and_by_odd_codes() {
    async fn kind(status: &str, headers: &str, body: &str) -> String {
        match call(status, headers, body, every_kind()).await.unwrap_err() {
            Error::Declared(error) => format!("{error:?}").split('(').next().unwrap().to_owned(),
            other => format!("{other}"),
        }
    }
    assert_eq!(kind("500 Oops", "", "").await, "ServerError");
    assert_eq!(kind("503 Busy", "", "<html>").await, "Unavailable");
    assert_eq!(kind("404 Not Found", "", "").await, "NotFound");
    assert_eq!(kind("404 Not Found", "", &apia("gone", "{}")).await, "Gone");
    assert_eq!(kind("404 Not Found", "", &apia("route_not_found", "{}")).await, "NotFound");
    assert_eq!(kind("400 Bad", "", &apia("rate.limited", "{}")).await, "Slow");
    assert_eq!(kind("400 Bad", "", r#"{"code":10003,"message":"m","id":1}"#).await, "UnknownChannel");
    let problem = r#"{"type":"https://example.com/credit","title":"No credit"}"#;
    assert_eq!(kind("403 F", "content-type: application/problem+json\r\n", problem).await, "NoCredit");
    assert_eq!(kind("418 Tea", "", "").await, "every_kind: 418 I'm a teapot, empty body");
}

#[tokio::test]
async fn an_error_that_is_no_json_is_declared_by_its_status() {
    for (media, body) in
        [("text/plain", "no such item"), ("application/xml", "<Error><Code>NoSuchKey</Code></Error>")]
    {
        let headers = format!("content-type: {media}\r\n");
        let error = call("404 Not Found", &headers, body, every_kind()).await.unwrap_err();
        let Error::Declared(EveryKindError::NotFound(error)) = error else { panic!("{error:?}") };
        assert_eq!((error.body_text().as_ref(), error.message()), (body, None));
        assert_eq!(error.headers()["content-type"], media);
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Zone {
    #[serde(default, deserialize_with = "sigpost::present")]
    time_zone: Option<Option<String>>,
}

#[endpoint(GET "/zone")]
async fn get_zone() -> Zone;

#[tokio::test]
async fn left_out_null_and_a_value_are_three_things_in_answers_too() {
    for (json, time_zone) in [
        ("{}", None),
        (r#"{"time_zone":null}"#, Some(None)),
        (r#"{"time_zone":"UTC"}"#, Some(Some("UTC".to_owned()))),
    ] {
        assert_eq!(call("200 OK", JSON, json, get_zone()).await.unwrap(), Zone { time_zone });
    }
    let Err(Error::Malformed(malformed)) = call("200 OK", JSON, r#"{"time_zone":7}"#, get_zone()).await
    else {
        panic!("a number is no time zone")
    };
    assert_eq!(malformed.json_path(), Some("time_zone"));
}

#[tokio::test]
async fn status_and_headers_beside_the_value() {
    let server = RawServer::with_body("201 Created", "location: /i/1\r\n", r#"{"id":1}"#);
    let client = builder(server.base("")).build().unwrap();
    let response = client.send(whole()).with_response().await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()["location"]),
        (StatusCode::CREATED, &"/i/1".parse().unwrap())
    );
    assert_eq!(response.into_body(), item(1));
    // Errors are the same.
    let server = RawServer::with_body("404 Not Found", "", apia("organization_not_found", "{}"));
    let client = builder(server.base("")).build().unwrap();
    let result = client.send(invite()).with_response().await;
    assert!(matches!(result, Err(Error::Declared(CreateInviteError::OrganizationNotFound(_)))));
}

#[tokio::test]
async fn a_success_has_its_request_id_and_time_to_wait() {
    let server = RawServer::with_body("202 Accepted", "retry-after: 7\r\nrequest-id: r1\r\n", r#"{"id":1}"#);
    let answer = builder(server.base("")).build().unwrap().send(whole()).with_response().await.unwrap();
    assert_eq!(sigpost::request_id(answer.headers()), Some("r1"));
    assert_eq!(sigpost::retry_after(answer.headers()), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let elsewhere = RawServer::with_json(r#"{"id":1}"#);
        let location = format!("location: {}\r\n", elsewhere.base("/stolen"));
        let error = call(status, &location, "", whole()).await.unwrap_err();
        assert!(matches!(error, Error::Undeclared(_)), "{error:?}");
        assert_eq!(error.headers().unwrap()["location"], elsewhere.base("/stolen"));
        assert_eq!(elsewhere.requests(), [""; 0]);
    }
}

#[tokio::test]
async fn retry_after_as_a_date() {
    let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    let error = call("503 Busy", &format!("retry-after: {later}\r\n"), "", whole()).await.unwrap_err();
    let wait = error.retry_after().unwrap();
    assert!(wait > Duration::from_secs(3500) && wait <= Duration::from_secs(3600), "{wait:?}");
    let past = "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    assert_eq!(call("503 Busy", past, "", whole()).await.unwrap_err().retry_after(), Some(Duration::ZERO));
    assert_eq!(call("503 Busy", "retry-after: soon\r\n", "", whole()).await.unwrap_err().retry_after(), None);
}

/// Errors as Slack words them: with 200.
struct OkFalse;

impl ErrorFormat for OkFalse {
    fn read(&self, _: &Parts, _: &[u8]) -> Option<ErrorBody> {
        None
    }

    fn read_success(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Members {
            ok: bool,
            error: Option<String>,
        }
        let Members { ok, error } = serde_json::from_slice(body).ok()?;
        (!ok).then(|| ErrorBody::new().code(error.unwrap_or_default()))
    }
}

#[endpoint(POST "/chat.postMessage", errors(channel_not_found = 200))]
async fn post_message() -> Item;

#[tokio::test]
async fn an_error_in_a_success() {
    let format = |server: &RawServer| builder(server.base("")).error_format(OkFalse).build().unwrap();
    let server = RawServer::with_json(r#"{"ok":false,"error":"channel_not_found"}"#);
    let error = format(&server).send(post_message()).await.unwrap_err();
    assert!(matches!(error, Error::Declared(PostMessageError::ChannelNotFound(_))), "{error:?}");
    assert_eq!(error.status(), Some(StatusCode::OK));
    let server = RawServer::with_json(r#"{"ok":true,"id":1}"#);
    assert_eq!(format(&server).send(post_message()).await.unwrap(), item(1));
}

#[test]
fn answers_are_read_without_a_client_too() {
    let answer =
        http::Response::builder().status(404).body(apia("organization_not_found", "{}").into()).unwrap();
    let error = api::CreateInvite::decode(answer).unwrap_err();
    assert!(matches!(error, Error::Declared(CreateInviteError::OrganizationNotFound(_))));
}

#[tokio::test]
async fn unknown_values_of_enums_are_kept() {
    #[endpoint(GET "/state", returns(state))]
    async fn state() -> api::InviteState;
    let known = call("200 OK", JSON, r#"{"state":"pending"}"#, state()).await.unwrap();
    assert_eq!(known, api::InviteState::Pending);
    let new = call("200 OK", JSON, r#"{"state":"on_hold"}"#, state()).await.unwrap();
    assert_eq!(new, api::InviteState::Unknown("on_hold".into()));
}

#[tokio::test]
async fn errors_are_one_line_of_bounded_length() {
    let odd = r#"a\nb\r\nc\u0085d\u2028e\u2029f\u001b[31m"#;
    let long = "x".repeat(100_000);
    let errors = [
        format!(r#"{{"code":"{odd}","message":"{odd}"}}"#),
        format!(r#"{{"code":"{long}","message":"{long}"}}"#),
    ];
    for body in errors {
        shown(call("400 Bad", JSON, &body, whole()).await.unwrap_err());
    }
    #[endpoint(GET "/i")]
    async fn map() -> std::collections::BTreeMap<String, u8>;
    for key in [odd, &long] {
        shown(call("200 OK", JSON, &format!(r#"{{"{key}":"x"}}"#), map()).await.unwrap_err());
    }
    let media = format!("content-type: {long}\r\n");
    shown(call("400 Bad", &media, "x", whole()).await.unwrap_err());
}

fn shown<E: sigpost::ErrorSet>(error: Error<E>) {
    let text = error.to_string();
    let breaks = |character: char| character.is_control() || "\u{2028}\u{2029}".contains(character);
    assert!(!text.contains(breaks), "{text:?}");
    assert!(text.len() < 2000, "{} bytes", text.len());
}

#[tokio::test]
async fn secrets_are_in_no_error() {
    let headers = "set-cookie: session=SECRET\r\n";
    let cut_off = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let servers = [
        RawServer::with_body("200 OK", headers, "x"),
        RawServer::with_body("500 Oops", headers, "x"),
        RawServer::answering(cut_off),
        RawServer::answering(cut_off.replace("200 OK", "500 Oops")),
        RawServer::answering(""),
    ];
    for server in servers {
        let builder = builder(server.base("")).bearer_token("SECRET").api_key_query("key", "SECRET");
        let builder = builder.retry(RetryPolicy::none());
        let error = builder.build().unwrap().send(whole()).await.unwrap_err();
        let mut printed = format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(cause) = source {
            printed += &format!(" {cause} {cause:?}");
            source = cause.source();
        }
        assert!(!printed.contains("SECRET"), "{printed}");
        assert!(server.request().contains("key=SECRET"));
        let cookie = error.headers().and_then(|headers| headers.get("set-cookie"));
        assert!(cookie.is_none_or(|cookie| cookie == "session=SECRET"));
    }
}

/// Some APIs put something in front of their JSON that no script can be made of.
struct InFront;

impl ErrorFormat for InFront {
    fn read(&self, head: &http::response::Parts, body: &[u8]) -> Option<ErrorBody> {
        sigpost::Apia.read(head, body.strip_prefix(b")]}'\n")?)
    }
}

#[test]
fn a_format_may_hand_on_a_part_of_the_body() {
    #[endpoint(GET "/i", errors(taken = 409 => Vec<u8>))]
    #[expect(dead_code, reason = "only its answer is read")]
    async fn guarded();

    let body = ")]}'\n{\"error\":{\"code\":\"taken\",\"description\":\"Taken\",\"detail\":[1,2]}}";
    let answer = http::Response::builder().status(409).body(body.into()).unwrap();
    let Err(Error::Declared(GuardedError::Taken(error))) = Guarded::decode_with(answer, &InFront) else {
        panic!("not declared")
    };
    assert_eq!((error.code(), error.message(), &error.detail), (Some("taken"), Some("Taken"), &vec![1, 2]));
}
