//! `#[sensitive]`: the value goes over the wire, and is shown nowhere.

use std::collections::BTreeMap;
use std::error::Error as _;

use serde::{Serialize, Serializer};
use sigpost::{Body, Client, Endpoint, Lookup, Part, StreamBody, endpoint};

use super::requests::sent;

const SECRET: &str = "hunter2";

#[derive(Lookup)]
enum Account {
    Id(&'static str),
    Email(&'static str),
}

#[endpoint(POST "/v/<vault>/<keys>/<account>?<filter..>")]
async fn everywhere(
    #[sensitive] vault: &str,
    #[sensitive]
    #[path(style = comma)]
    keys: &[&str],
    #[sensitive] account: Account,
    #[sensitive] filter: Option<&BTreeMap<&str, &str>>,
    #[query]
    #[sensitive]
    token: Option<&str>,
    #[query]
    #[sensitive]
    tokens: &[&str],
    #[query] page: u8,
    #[header]
    #[sensitive]
    x_pin: Option<&str>,
    #[header(style = comma)]
    #[sensitive]
    x_pins: &[&str],
    #[cookie]
    #[sensitive]
    session: Option<&str>,
    #[sensitive] password: &str,
    #[sensitive] old_password: Option<&str>,
    name: &str,
);

fn with_secrets<'a>(filter: &'a BTreeMap<&'a str, &'a str>) -> Everywhere<'a> {
    everywhere(SECRET, &[SECRET], Account::Email(SECRET), &[SECRET, SECRET], 2, &[SECRET], SECRET, "Ada")
        .filter(filter)
        .token(SECRET)
        .x_pin(SECRET)
        .session(SECRET)
        .old_password(SECRET)
}

#[tokio::test]
async fn secrets_are_sent() {
    assert_eq!(
        sent(with_secrets(&BTreeMap::from([("f", SECRET)]))).await,
        "POST /v1/v/hunter2/hunter2/_?account%5Bemail%5D=hunter2&f=hunter2&token=hunter2&tokens=hunter2&tokens=hunter2&page=2 HTTP/1.1\r\n\
         x-pin: hunter2\r\nx-pins: hunter2\r\ncookie: session=hunter2\r\ncontent-type: application/json\r\n\
         content-length: 60\r\n\r\n\
         {\"password\":\"hunter2\",\"old_password\":\"hunter2\",\"name\":\"Ada\"}"
    );
}

#[test]
fn secrets_are_not_shown() {
    let filter = BTreeMap::from([("f", SECRET)]);
    let shown = format!("{:?}", with_secrets(&filter));
    assert_eq!(
        shown,
        "everywhere: POST /v/<redacted>/<redacted>/_?account%5Bemail%5D=<redacted>&filter=<redacted>\
         &token=<redacted>&tokens=<redacted>&page=2, x-pin: <redacted>, x-pins: <redacted>, cookie: <redacted>, \
         content-type: \"application/json\", \
         {\"password\":\"<redacted>\",\"old_password\":\"<redacted>\",\"name\":\"Ada\"}"
    );
    let curl = "curl -X POST 'https://h.example/v/<redacted>/<redacted>/_?account%5Bemail%5D=<redacted>&filter=<redacted>\
         &token=<redacted>&tokens=<redacted>&page=2'";
    let members = r#"--data-raw '{"password":"<redacted>","old_password":"<redacted>","name":"Ada""#;
    let of_request = with_secrets(&filter).to_curl("https://h.example").unwrap();
    assert!(of_request.starts_with(curl) && of_request.contains(members), "{of_request}");
    let client = Client::builder("https://h.example").build().unwrap();
    let call = client.send(with_secrets(&filter)).header("x-one", "1");
    let debug = format!("{call:?}");
    let of_call = call.to_curl().unwrap();
    assert!(of_call.starts_with(curl) && of_call.contains(members), "{of_call}");
    assert!(of_call.contains("-H 'x-one: 1'") && of_call.contains("-H 'x-pin: <redacted>'"), "{of_call}");
    assert!(debug.contains("uri: https://h.example/v/<redacted>/<redacted>/_?account"), "{debug}");
    for text in [shown, of_request, of_call, debug] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn headers_of_the_request_itself_are_marked() {
    let request = with_secrets(&BTreeMap::new()).to_request("https://h.example").unwrap();
    for name in ["x-pin", "x-pins", "cookie"] {
        assert!(request.headers()[name].is_sensitive(), "{name}");
    }
    assert!(!request.headers()["content-type"].is_sensitive());
}

#[test]
fn what_is_left_out_is_not_shown_either() {
    let request = everywhere("a", &["b"], Account::Id("c"), &[], 2, &[], "d", "Ada");
    assert_eq!(
        format!("{request:?}"),
        "everywhere: POST /v/<redacted>/<redacted>/<redacted>?page=2, content-type: \"application/json\", \
         {\"password\":\"<redacted>\",\"name\":\"Ada\"}"
    );
    // The mark is one value's, also where that is left out.
    #[endpoint(GET "/next")]
    async fn next(
        #[sensitive] a: Option<u8>,
        b: u8,
        #[header]
        #[sensitive]
        c: Option<u8>,
        #[header] d: u8,
    );
    assert_eq!(format!("{:?}", next(1, 2)), "next: GET /next?b=1, d: \"2\"");
}

#[test]
fn requests_with_other_secrets_differ() {
    #[endpoint(GET "/s")]
    async fn with(#[sensitive] secret: &str);
    assert_eq!(with("a"), with("a"));
    assert_ne!(with("a"), with("b"));
}

#[endpoint(PUT "/whole")]
async fn whole(
    #[body]
    #[sensitive]
    body: BTreeMap<&str, &str>,
);

#[tokio::test]
async fn a_whole_body() {
    let body = BTreeMap::from([("password", SECRET)]);
    assert!(sent(whole(body.clone())).await.ends_with("\r\n\r\n{\"password\":\"hunter2\"}"));
    assert_eq!(
        format!("{:?}", whole(body)),
        "whole: PUT /whole, content-type: \"application/json\", \"<redacted>\""
    );
}

/// A value that cannot be written, and says itself why.
struct Talkative;

impl Serialize for Talkative {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(format!("`{SECRET}` is too short")))
    }
}

#[test]
fn errors_do_not_repeat_what_a_type_says_of_its_value() {
    #[endpoint(POST "/t")]
    async fn field(#[sensitive] value: Talkative);
    #[endpoint(GET "/t")]
    async fn query(#[sensitive] value: Talkative);
    #[endpoint(GET "/t/<value>")]
    async fn path(
        #[sensitive]
        #[path(style = comma)]
        value: Talkative,
    );
    #[endpoint(GET "/t")]
    async fn header(
        #[sensitive]
        #[header(style = comma)]
        value: Talkative,
    );
    let base = "https://h.example";
    let errors = [
        field(Talkative).to_request(base),
        query(Talkative).to_request(base),
        path(Talkative).to_request(base),
        header(Talkative).to_request(base),
    ];
    for error in errors.map(Result::unwrap_err) {
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        assert!(error.source().is_none());
    }
    #[endpoint(GET "/t")]
    async fn plain(value: Talkative);
    let error = plain(Talkative).to_request(base).unwrap_err();
    assert!(error.source().unwrap().to_string().contains(SECRET));
}

#[endpoint(POST "/form", form)]
async fn in_form(
    name: &str,
    #[sensitive] password: &str,
    #[sensitive] pin: Option<&str>,
    #[sensitive]
    #[field(style = indexed)]
    codes: &[&str],
    last: u8,
);
#[endpoint(POST "/form", form)]
async fn whole_form(
    #[body]
    #[sensitive]
    body: BTreeMap<&str, &str>,
);

/// All that is shown of a request.
fn shown(request: impl Endpoint + std::fmt::Debug) -> String {
    let debug = format!("{request:?}");
    let curl = request.to_curl("https://h.example").unwrap();
    let client = Client::builder("https://h.example").build().unwrap();
    let call = client.send(request);
    let of_call = call.to_curl().unwrap();
    let all = format!("{debug}\n{curl}\n{of_call}\n{call:?}");
    assert!(!all.contains(SECRET), "{all}");
    assert_eq!(all.matches("<redacted>").count() % 3, 0, "{all}");
    debug
}

#[tokio::test]
async fn members_of_forms() {
    let request = || in_form("Ada", SECRET, &[SECRET, SECRET], 1).pin(SECRET);
    assert!(sent(request()).await.ends_with(
        "\r\n\r\nname=Ada&password=hunter2&pin=hunter2&codes%5B0%5D=hunter2&codes%5B1%5D=hunter2&last=1"
    ));
    assert_eq!(
        shown(request()),
        "in_form: POST /form, content-type: \"application/x-www-form-urlencoded\", \
         name=Ada&password=<redacted>&pin=<redacted>&codes=<redacted>&last=1"
    );
    assert_eq!(
        shown(in_form("Ada", SECRET, &[], 1)),
        "in_form: POST /form, content-type: \"application/x-www-form-urlencoded\", name=Ada&password=<redacted>&last=1"
    );
    assert_eq!(
        shown(whole_form(BTreeMap::from([("password", SECRET)]))),
        "whole_form: POST /form, content-type: \"application/x-www-form-urlencoded\", body=<redacted>"
    );
}

#[endpoint(POST "/parts", multipart)]
async fn in_parts(
    name: &str,
    #[sensitive] password: &str,
    #[sensitive] file: Part,
    #[sensitive] pin: Option<&str>,
    #[sensitive]
    #[field(style = brackets)]
    files: Vec<Part>,
    last: u8,
);
#[endpoint(PUT "/raw")]
async fn raw(
    #[body]
    #[sensitive]
    body: StreamBody,
);

#[tokio::test]
async fn parts_and_streams() {
    let once = || StreamBody::from_body(Body::from(bytes::Bytes::from(SECRET)));
    let file = || Part::stream(once()).file_name(SECRET).media_type("text/hunter2");
    let request = in_parts("Ada", SECRET, file(), vec![file(), file()], 1);
    assert_eq!(
        shown(&request),
        "in_parts: POST /parts, name=\"Ada\"; password=\"<redacted>\"; file=\"<redacted>\"; \
         files=\"<redacted>\"; last=\"1\""
    );
    // What was shown can still be sent.
    assert_eq!(sent(request).await.matches(SECRET).count(), 10);
    let request = raw(once());
    assert_eq!(shown(&request), "raw: PUT /raw, content-type: \"application/octet-stream\", <redacted>");
    assert!(sent(request).await.contains(SECRET));
}

struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(SECRET))
    }
}

#[test]
fn errors_about_members_of_forms_and_parts() {
    #[endpoint(POST "/form", form)]
    async fn bad_form(#[sensitive] password: Unwritable);
    #[endpoint(POST "/form", multipart)]
    async fn bad_part(#[sensitive] password: Unwritable);
    let base = "https://h.example";
    for error in [bad_form(Unwritable).to_request(base), bad_part(Unwritable).to_request(base)] {
        let error = error.unwrap_err();
        assert!(error.source().is_none() && !format!("{error:?} {error}").contains(SECRET), "{error:?}");
    }
}
