//! The exact bytes of requests.

use std::collections::BTreeMap;

use serde::Serialize;
use sigpost::{ClientBuilder, Endpoint, ListStyle, Lookup, PathEncoder, PathParam, endpoint};
use sigpost_examples::krystal_identity::api::{self, InviteProperties, UserLookup, UserProperties};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

/// What a client with these settings sends.
pub(super) async fn sent_by<E: Endpoint>(
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
    endpoint: E,
) -> String {
    let server = RawServer::answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let client = settings(builder(server.base("/v1/")).user_agent("test")).build().unwrap();
    // The answer is none of the declared type; the request is what counts here.
    let _ = client.send(endpoint).await;
    server.request()
}

/// What a client without settings sends, without the lines that are the same in every request.
pub(super) async fn sent(endpoint: impl Endpoint) -> String {
    let request = sent_by(|builder| builder, endpoint).await;
    request.replace("user-agent: test\r\n", "").replace("host: HOST\r\n", "").replace("accept: */*\r\n", "")
}

/// The request line of what is sent.
pub(super) async fn target(endpoint: impl Endpoint) -> String {
    let request = sent(endpoint).await;
    request.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned()
}

/// The body of what is sent.
pub(super) async fn body(endpoint: impl Endpoint) -> String {
    sent(endpoint).await.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[tokio::test]
async fn create_invite_to_the_letter() {
    let properties = InviteProperties {
        owner: Some(false),
        role_names: Some(vec!["billing".into()]),
        ..InviteProperties::new("new@example.com")
    };
    let request = api::create_invite(api::OrganizationLookup::Id("org_1".into()), properties);
    assert_eq!(
        sent_by(|builder| builder.bearer_token("token"), request).await,
        "POST /v1/organizations/org_1/invites HTTP/1.1\r\n\
         user-agent: test\r\n\
         accept: application/json\r\n\
         content-type: application/json\r\n\
         authorization: Bearer token\r\n\
         host: HOST\r\n\
         content-length: 89\r\n\
         \r\n\
         {\"properties\":{\"email_address\":\"new@example.com\",\"owner\":false,\"role_names\":[\"billing\"]}}"
    );
}

mod places {
    use sigpost::endpoint;

    #[endpoint(GET "/p")]
    pub async fn get(a: u8, b: &str);
    #[endpoint(HEAD "/p")]
    pub async fn head(a: u8, b: &str);
    #[endpoint(DELETE "/p")]
    pub async fn delete(a: u8, b: &str);
    #[endpoint(OPTIONS "/p")]
    pub async fn options(a: u8, b: &str);
    #[endpoint(TRACE "/p")]
    pub async fn trace(a: u8, b: &str);
    #[endpoint(POST "/p")]
    pub async fn post(a: u8, b: &str);
    #[endpoint(PUT "/p")]
    pub async fn put(a: u8, b: &str);
    #[endpoint(PATCH "/p")]
    pub async fn patch(a: u8, b: &str);
}

#[tokio::test]
async fn parameters_go_where_the_method_says() {
    assert_eq!(target(places::get(1, "x y")).await, "GET /v1/p?a=1&b=x%20y");
    assert_eq!(target(places::head(1, "x y")).await, "HEAD /v1/p?a=1&b=x%20y");
    assert_eq!(target(places::delete(1, "x y")).await, "DELETE /v1/p?a=1&b=x%20y");
    assert_eq!(target(places::options(1, "x y")).await, "OPTIONS /v1/p?a=1&b=x%20y");
    assert_eq!(target(places::trace(1, "x y")).await, "TRACE /v1/p?a=1&b=x%20y");
    let json =
        "/v1/p HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{\"a\":1,\"b\":\"x\"}";
    assert_eq!(sent(places::post(1, "x")).await, format!("POST {json}"));
    assert_eq!(sent(places::put(1, "x")).await, format!("PUT {json}"));
    assert_eq!(sent(places::patch(1, "x")).await, format!("PATCH {json}"));
}

#[endpoint(method("PURGE") "/cache/<key>")]
async fn purge(key: &str, soft: Option<bool>, #[field] reason: Option<&str>);
#[endpoint(method("M-SEARCH") "/")]
async fn without_body(a: u8);

#[tokio::test]
async fn methods_beyond_the_usual_ones_are_like_get() {
    assert_eq!(target(without_body(1)).await, "M-SEARCH /v1/?a=1");
    assert_eq!(
        sent(purge("k").soft(true).reason("old")).await,
        "PURGE /v1/cache/k?soft=true HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"reason\":\"old\"}"
    );
    assert_eq!(sent(without_body(1)).await, "M-SEARCH /v1/?a=1 HTTP/1.1\r\n\r\n");
}

#[derive(Serialize)]
struct Point {
    x: u8,
    y: Option<u8>,
}

#[endpoint(DELETE "/p/<id>?mode=soft")]
async fn everywhere(
    id: u64,
    #[query]
    #[rename("per-page")]
    per_page: u8,
    #[header] if_match: &str,
    #[header("X-Trace")] trace: Option<u8>,
    #[cookie] session: &str,
    #[cookie] theme: Option<&str>,
    #[field] reason: &str,
);

#[endpoint(PUT "/p")]
async fn whole_body(#[body] point: Point, #[query] dry_run: bool);

#[tokio::test]
async fn parameters_go_where_they_say() {
    assert_eq!(
        sent(everywhere(7, 50, "\"tag\"", "abc", "because").trace(3).theme("dark")).await,
        "DELETE /v1/p/7?mode=soft&per-page=50 HTTP/1.1\r\n\
         if-match: \"tag\"\r\n\
         x-trace: 3\r\n\
         cookie: session=abc; theme=dark\r\n\
         content-type: application/json\r\n\
         content-length: 20\r\n\
         \r\n\
         {\"reason\":\"because\"}"
    );
    assert_eq!(
        sent(whole_body(Point { x: 1, y: None }, true)).await,
        "PUT /v1/p?dry_run=true HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"x\":1,\"y\":null}"
    );
}

#[endpoint(GET "/list?<page>&per-page=<per_page>&sort=a b&flag&<filter..>")]
async fn in_the_path_string(page: u8, per_page: Option<u8>, filter: Point, after: Option<&str>);

#[endpoint(GET "/list?<map..>")]
async fn flattened_map(map: BTreeMap<&str, &str>);

#[tokio::test]
async fn the_query_of_the_path_string() {
    assert_eq!(
        target(in_the_path_string(2, Point { x: 1, y: None }).per_page(5).after("z")).await,
        "GET /v1/list?page=2&per-page=5&sort=a%20b&flag&x=1&after=z"
    );
    assert_eq!(
        target(in_the_path_string(2, Point { x: 1, y: Some(3) })).await,
        "GET /v1/list?page=2&sort=a%20b&flag&x=1&y=3"
    );
    let map = BTreeMap::from([("a&b", "c=d"), ("é", "")]);
    assert_eq!(target(flattened_map(map)).await, "GET /v1/list?a%26b=c%3Dd&%C3%A9=");
}

#[endpoint(GET "/lists")]
async fn lists<'l>(
    usual: &'l [&'l str],
    #[query(style = repeat)] repeat: &'l [&'l str],
    #[query(style = brackets)] brackets: &'l [&'l str],
    #[query(style = comma)] comma: &'l [&'l str],
    #[query(style = space)] space: &'l [&'l str],
    #[query(style = pipe)] pipe: &'l [&'l str],
    #[query(style = json)] json: &'l [&'l str],
);

#[tokio::test]
async fn lists_in_each_style() {
    let list: &[&str] = &["a", "b,c"];
    let request = || lists(list, list, list, list, list, list, list);
    let others = "repeat=a&repeat=b%2Cc&brackets%5B%5D=a&brackets%5B%5D=b%2Cc&comma=a,b%2Cc&space=a%20b%2Cc&pipe=a%7Cb%2Cc&json=%5B%22a%22%2C%22b%2Cc%22%5D";
    assert_eq!(target(request()).await, format!("GET /v1/lists?usual=a&usual=b%2Cc&{others}"));
    let request = sent_by(|builder| builder.query_style(ListStyle::Brackets), request()).await;
    assert!(
        request.starts_with(&format!("GET /v1/lists?usual%5B%5D=a&usual%5B%5D=b%2Cc&{others} ")),
        "{request}"
    );
    assert_eq!(target(lists(&[], &[], &[], &[], &[], &[], &[])).await, "GET /v1/lists?json=%5B%5D");
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    NewestFirst,
}

#[endpoint(GET "/search")]
async fn nested(filter: serde_json::Value, order: Order, deep: Option<BTreeMap<&str, Point>>);

#[tokio::test]
async fn nested_members_are_bracketed() {
    let filter = serde_json::json!({"state": "open", "author": {"id": 7, "tags": ["a", "b"], "none": null}});
    let deep = BTreeMap::from([("k", Point { x: 1, y: None })]);
    assert_eq!(
        target(nested(filter, Order::NewestFirst).deep(deep)).await,
        "GET /v1/search?filter%5Bauthor%5D%5Bid%5D=7&filter%5Bauthor%5D%5Btags%5D=a&filter%5Bauthor%5D%5Btags%5D=b\
         &filter%5Bstate%5D=open&order=newest_first&deep%5Bk%5D%5Bx%5D=1"
    );
}

#[derive(Serialize)]
struct Filter {
    state: &'static str,
    ids: [u8; 2],
    owner: Option<u8>,
}

#[endpoint(GET "/search?<filter..>")]
async fn flattened(filter: Filter);
#[endpoint(GET "/search")]
async fn as_json(#[query(style = json)] note: Option<Option<u8>>);

#[tokio::test]
async fn json_reaches_the_members_of_a_flattened_struct_and_tells_null_from_nothing() {
    let filter = Filter { state: "open", ids: [1, 2], owner: None };
    let request = sent_by(|builder| builder.query_style(ListStyle::Json), flattened(filter)).await;
    assert!(request.starts_with("GET /v1/search?state=%22open%22&ids=%5B1%2C2%5D "), "{request}");
    assert_eq!(target(as_json()).await, "GET /v1/search");
    assert_eq!(target(as_json().note(None)).await, "GET /v1/search?note=null");
    assert_eq!(target(as_json().note(Some(7))).await, "GET /v1/search?note=7");
}

#[endpoint(PATCH "/user", rename_all = "camelCase")]
async fn patch(
    first_name: Option<&str>,
    time_zone: Option<Option<&str>>,
    #[query] dry_run: Option<Option<bool>>,
    #[rename("type")] kind: Option<u8>,
);

#[tokio::test]
async fn left_out_null_and_a_value_are_three_things() {
    assert_eq!(body(patch()).await, "{}");
    assert_eq!(body(patch().time_zone(None)).await, r#"{"timeZone":null}"#);
    assert_eq!(
        body(patch().time_zone(Some("UTC")).first_name("Ada").kind(1)).await,
        r#"{"firstName":"Ada","timeZone":"UTC","type":1}"#
    );
    assert_eq!(target(patch()).await, "PATCH /v1/user");
    assert_eq!(target(patch().dry_run(None)).await, "PATCH /v1/user?dryRun=");
    assert_eq!(target(patch().dry_run(Some(true))).await, "PATCH /v1/user?dryRun=true");
    let cleared = UserProperties { email_address: Some(None), ..UserProperties::default() };
    assert_eq!(
        body(api::update_user(UserLookup::Id("1".into()), cleared)).await,
        r#"{"properties":{"email_address":null}}"#
    );
}

#[endpoint(POST "/users/<user>/activate")]
async fn no_members(user: u64);

#[tokio::test]
async fn without_members_there_is_no_body() {
    assert_eq!(sent(no_members(1)).await, "POST /v1/users/1/activate HTTP/1.1\r\ncontent-length: 0\r\n\r\n");
}

#[derive(Clone, Lookup)]
enum Zone {
    Id(u64),
    Permalink(String),
    #[rename("Host-Name")]
    Host(&'static str),
}

#[endpoint(GET "/zones/<zone>/records", rename_all = "camelCase")]
async fn in_path(zone: Zone, page: Option<u8>);

#[endpoint(GET "/zones")]
async fn in_query(zone: Zone);

#[endpoint(POST "/zones")]
async fn in_body(zone: Zone);

#[tokio::test]
async fn lookups() {
    assert_eq!(target(in_path(Zone::Id(7)).page(2)).await, "GET /v1/zones/7/records?page=2");
    assert_eq!(
        target(in_path(Zone::Permalink("a&b/c".into())).page(2)).await,
        "GET /v1/zones/_/records?zone%5Bpermalink%5D=a%26b/c&page=2"
    );
    assert_eq!(target(in_query(Zone::Host("h"))).await, "GET /v1/zones?zone%5BHost-Name%5D=h");
    assert_eq!(body(in_body(Zone::Id(7))).await, r#"{"zone":{"id":7}}"#);
    assert_eq!(body(in_body(Zone::Permalink("p".into()))).await, r#"{"zone":{"permalink":"p"}}"#);
}

#[endpoint(GET "/<owner>/<repo>.git/compare/<base>...<head>")]
async fn partial(owner: &str, repo: &str, base: &str, head: &str);

#[endpoint(GET "/contents/<path..>")]
pub(super) async fn rest(path: &str);

#[endpoint(GET "/state/<key>/<names>")]
async fn odd_values(#[path(allow_empty)] key: &str, #[path(style = comma)] names: &[&str]);

#[tokio::test]
async fn paths() {
    assert_eq!(target(partial("o/p", "r", "a b", "é")).await, "GET /v1/o%2Fp/r.git/compare/a%20b...%C3%A9");
    assert_eq!(target(rest("src/a b/main.rs")).await, "GET /v1/contents/src/a%20b/main.rs");
    assert_eq!(target(odd_values("", &["a", "b,c"])).await, "GET /v1/state//a,b%2Cc");
}

#[test]
fn a_rest_with_an_empty_segment_is_not_empty() {
    for (value, reason) in
        [("", "is empty"), ("a//b", "has an empty segment"), ("a/", "has an empty segment")]
    {
        let error = rest(value).to_request("https://h.example").unwrap_err();
        assert_eq!(error.to_string(), format!("rest: the path parameter `path` {reason}"));
    }
}

#[test]
fn a_path_value_that_writes_nothing_is_empty() {
    struct Mute;
    impl PathParam for Mute {
        fn encode_path(&self, _: &mut PathEncoder<'_>) {}
    }
    #[endpoint(GET "/a/<x>/z")]
    async fn silent(x: Mute);
    let error = silent(Mute).to_request("https://h.example").unwrap_err();
    assert_eq!(error.to_string(), "silent: the path parameter `x` is empty");
}

#[test]
fn requests_are_values() {
    assert_eq!(rest("a/b"), rest("a/b"));
    assert_ne!(rest("a/b"), rest("a/c"));
    assert_ne!(patch(), patch().time_zone(None));
    assert_eq!(
        format!("{:?}", everywhere(7, 50, "tag", "abc", "because")),
        "everywhere: DELETE /p/7?mode=soft&per-page=50, if-match: \"tag\", cookie: <redacted>, \
         content-type: \"application/json\", {\"reason\":\"because\"}"
    );
}
