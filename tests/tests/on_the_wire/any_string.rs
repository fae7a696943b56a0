//! Any string as any value: what comes out at the other end is the same string in the same place, or nothing was sent.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sigpost::{Endpoint, Error, Part, PathRefusal, RequestError, RequestFault, endpoint};
use url::Url;

use crate::builder;

#[endpoint(GET "/a/<x>/z")]
async fn whole(x: &str);
#[endpoint(GET "/a/pre.<x>.json/z")]
async fn within(x: &str);
#[endpoint(GET "/a/.<x>/z")]
async fn behind_a_dot(x: &str);
#[endpoint(GET "/a/%2E<x>")]
async fn behind_an_escaped_dot(x: &str);
#[endpoint(GET "/a/<x>...<y>/z")]
async fn two(x: &str, y: &str);
#[endpoint(GET "/a/<x..>")]
async fn rest(x: &str);
#[endpoint(GET "/a/<x>")]
async fn may_be_empty(#[path(allow_empty)] x: &str);
#[endpoint(GET "/a/<x>/z")]
async fn list(#[path(style = comma)] x: &[String]);
#[endpoint(GET "/q")]
async fn query(x: &str, y: &[String]);
#[endpoint(GET "/q?<x..>")]
async fn fields(x: &BTreeMap<String, String>);
#[endpoint(POST "/q")]
async fn json(x: &str, y: &BTreeMap<String, String>);
#[endpoint(POST "/q", form)]
async fn form(x: &str, y: &[String], z: &BTreeMap<String, String>);
#[endpoint(POST "/q", multipart)]
async fn multipart(x: &str, y: &[String], file: Part);
#[endpoint(GET "/h")]
async fn header(#[header] x: &str, #[cookie] y: &str);

#[endpoint(GET "/q")]
async fn indexed(#[query(style = indexed)] y: &[BTreeMap<String, String>]);
#[endpoint(POST "/s/<a>")]
async fn secrets(
    #[sensitive] a: &str,
    #[query]
    #[sensitive]
    b: &str,
    #[header]
    #[sensitive]
    c: &str,
    #[sensitive] d: &BTreeMap<String, String>,
);

const BASE: &str = "https://h.example/api/v1";

/// Strings of all kinds, and often of those that have a meaning in URLs.
fn any_string() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => r"[./\\%2eE?#&=;:@+ <>{}|\^`'é\x00\n\ta]{0,8}",
        1 => r"\PC{0,12}",
        1 => ".{0,12}",
        1 => prop::sample::select(vec!["", ".", "..", "%2e", "%2E%2e", "..\\", "../x", "/", "//h", "\\", "_"]).prop_map(String::from),
    ]
}

/// The decoded segments behind the base, as a URL parser sees the request.
fn segments(request: Result<http::Request<sigpost::Body>, RequestError>) -> Result<Vec<String>, PathRefusal> {
    let request = match request {
        Ok(request) => request,
        Err(error) => match error.fault() {
            RequestFault::Path { refusal, .. } => return Err(refusal.clone()),
            _ => panic!("{error}"),
        },
    };
    let url = Url::parse(&request.uri().to_string()).unwrap();
    assert_eq!((url.scheme(), url.host_str(), url.fragment()), ("https", Some("h.example"), None));
    // The parser changes nothing, so that a server sees what was built.
    assert_eq!(url.as_str(), request.uri().to_string());
    let decode =
        |segment: &str| percent_encoding::percent_decode_str(segment).decode_utf8().unwrap().into_owned();
    let mut segments = url.path_segments().unwrap().map(decode);
    assert_eq!([segments.next().as_deref(), segments.next().as_deref()], [Some("api"), Some("v1")]);
    Ok(segments.collect())
}

fn is_refused(value: &str) -> bool {
    ["", ".", ".."].contains(&value)
}

proptest! {
    #[test]
    fn a_whole_segment(x in any_string()) {
        match segments(whole(&x).to_request(BASE)) {
            Ok(segments) => prop_assert_eq!(segments, ["a", x.as_str(), "z"]),
            Err(_) => prop_assert!(is_refused(&x)),
        }
    }

    #[test]
    fn a_part_of_a_segment(x in any_string()) {
        match segments(within(&x).to_request(BASE)) {
            Ok(segments) => prop_assert_eq!(segments, ["a".to_owned(), format!("pre.{x}.json"), "z".to_owned()]),
            Err(_) => prop_assert!(x.is_empty()),
        }
        match segments(behind_a_dot(&x).to_request(BASE)) {
            Ok(segments) => prop_assert_eq!(segments, ["a".to_owned(), format!(".{x}"), "z".to_owned()]),
            Err(_) => prop_assert!(x == "." || x.is_empty()),
        }
        match segments(behind_an_escaped_dot(&x).to_request(BASE)) {
            Ok(segments) => prop_assert_eq!(segments, ["a".to_owned(), format!(".{x}")]),
            Err(_) => prop_assert!(x == "." || x.is_empty()),
        }
    }

    #[test]
    fn two_parts_of_a_segment(x in any_string(), y in any_string()) {
        match segments(two(&x, &y).to_request(BASE)) {
            Ok(segments) => prop_assert_eq!(segments, ["a".to_owned(), format!("{x}...{y}"), "z".to_owned()]),
            Err(_) => prop_assert!(x.is_empty() || y.is_empty()),
        }
    }

    #[test]
    fn the_rest_of_a_path(x in any_string()) {
        match segments(rest(&x).to_request(BASE)) {
            Ok(segments) => {
                let expected: Vec<&str> = std::iter::once("a").chain(x.split('/')).collect();
                prop_assert_eq!(segments, expected);
            }
            Err(_) => prop_assert!(x.split('/').any(is_refused)),
        }
    }

    #[test]
    fn what_may_be_empty(x in any_string()) {
        match segments(may_be_empty(&x).to_request(BASE)) {
            Ok(segments) => prop_assert_eq!(segments, ["a", x.as_str()]),
            Err(_) => prop_assert!(x == "." || x == ".."),
        }
    }

    #[test]
    fn a_list_in_a_path(x in prop::collection::vec(any_string(), 0..4)) {
        let request = list(&x).to_request(BASE);
        let path = request.as_ref().map(|request| request.uri().path().to_owned()).unwrap_or_default();
        let joined = x.join(",");
        match segments(request) {
            Ok(segments) => {
                prop_assert_eq!(segments, ["a", joined.as_str(), "z"]);
                // The commas of the elements are told from those between them.
                let raw = path.split('/').nth(4).unwrap().matches(',').count();
                prop_assert_eq!(raw, x.len() - 1);
            }
            Err(_) => prop_assert!(is_refused(&joined)),
        }
    }

    #[test]
    fn a_query(x in any_string(), y in prop::collection::vec(any_string(), 0..4)) {
        let request = query(&x, &y).to_request(BASE).unwrap();
        let url = Url::parse(&request.uri().to_string()).unwrap();
        prop_assert_eq!(url.as_str(), request.uri().to_string());
        let expected: Vec<(String, String)> =
            std::iter::once(("x".to_owned(), x)).chain(y.into_iter().map(|y| ("y".to_owned(), y))).collect();
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, expected);
        prop_assert_eq!(url.path(), "/api/v1/q");
    }

    #[test]
    fn names_in_a_query(x in prop::collection::btree_map(any_string().prop_filter("a pair has a name", |x| !x.is_empty()), any_string(), 0..4)) {
        let request = fields(&x).to_request(BASE).unwrap();
        let url = Url::parse(&request.uri().to_string()).unwrap();
        prop_assert_eq!(url.query_pairs().into_owned().collect::<BTreeMap<String, String>>(), x);
    }

    #[test]
    fn a_list_of_maps_by_index(y in prop::collection::vec(prop::collection::btree_map(any_string(), any_string(), 0..3), 0..4)) {
        let request = indexed(&y).to_request(BASE).unwrap();
        let url = Url::parse(&request.uri().to_string()).unwrap();
        prop_assert_eq!(url.as_str(), request.uri().to_string());
        let written = y.iter().filter(|map| !map.is_empty()).enumerate();
        let expected: Vec<(String, String)> = written
            .flat_map(|(index, map)| map.iter().map(move |(name, value)| (format!("y[{index}][{name}]"), value.clone())))
            .collect();
        prop_assert_eq!(url.query_pairs().into_owned().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_a_call_adds(name in any_string(), value in any_string(), x in any_string()) {
        let client = sigpost::Client::builder(BASE).build().unwrap();
        let call = client.send(json(&x, &BTreeMap::new())).query("x", &value).field(&name, &value);
        let request = call.base("https://b.example/other").to_request().unwrap();
        let url = Url::parse(&request.uri().to_string()).unwrap();
        prop_assert_eq!((url.host_str(), url.path()), (Some("b.example"), "/other/q"));
        prop_assert_eq!(url.query_pairs().into_owned().collect::<Vec<_>>(), [("x".to_owned(), value.clone())]);
        let body: serde_json::Value = serde_json::from_slice(request.body().as_bytes().unwrap()).unwrap();
        let mut expected = serde_json::json!({"x": x, "y": {}});
        expected[&name] = value.into();
        prop_assert_eq!(body, expected);
    }

    #[test]
    fn a_secret(x in any_string()) {
        let secret = format!("S3CR3T{x}");
        let map = BTreeMap::from([(secret.clone(), secret.clone())]);
        let value = secrets(&secret, &secret, &secret, &map);
        let client = sigpost::Client::builder(BASE).build().unwrap();
        let call = client.send(&value);
        let shown = format!("{value:?} {call:?} {:?} {:?} {:?}", value.to_curl(BASE), call.to_curl(), value.to_request(BASE).map(|_| ()));
        prop_assert!(!shown.contains("S3CR3T"), "{shown}");
    }

    #[test]
    fn a_body(x in any_string(), y in prop::collection::btree_map(any_string(), any_string(), 0..4)) {
        let request = json(&x, &y).to_request(BASE).unwrap();
        let body: serde_json::Value = serde_json::from_slice(request.body().as_bytes().unwrap()).unwrap();
        prop_assert_eq!(body, serde_json::json!({"x": x, "y": y}));
    }

    #[test]
    fn a_form(
        x in any_string(),
        y in prop::collection::vec(any_string(), 0..4),
        z in prop::collection::btree_map(any_string(), any_string(), 0..4),
    ) {
        let request = form(&x, &y, &z).to_request(BASE).unwrap();
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(request.body().as_bytes().unwrap()).into_owned().collect();
        let expected: Vec<(String, String)> = std::iter::once(("x".to_owned(), x))
            .chain(y.into_iter().map(|y| ("y".to_owned(), y)))
            .chain(z.into_iter().map(|(name, value)| (format!("z[{name}]"), value)))
            .collect();
        prop_assert_eq!(pairs, expected);
    }

    #[test]
    fn a_multipart_body(
        x in any_string(),
        y in prop::collection::vec(any_string(), 0..4),
        file in prop::collection::vec(any::<u8>(), 0..40),
        // How parsers read a backslash, they do not agree on.
        name in any_string().prop_map(|name| name.replace('\\', "")),
    ) {
        let request = multipart(&x, &y, Part::bytes(file.clone()).file_name(&name).media_type("image/png"));
        let escape = |character: char| match character {
            '"' => "%22".to_owned(),
            control if control.is_ascii_control() && control != '\t' => format!("%{:02X}", u32::from(control)),
            other => other.to_string(),
        };
        let escaped: String = name.chars().map(escape).collect();
        let text = |name: &str, value: String| (name.to_owned(), None, None, value.into_bytes());
        let expected: Vec<ReadPart> = std::iter::once(text("x", x.clone()))
            .chain(y.iter().map(|y| text("y", y.clone())))
            .chain([("file".to_owned(), Some(escaped), Some("image/png".to_owned()), file)])
            .collect();
        prop_assert_eq!(parts_of(request), expected);
    }

    #[test]
    fn a_header_and_a_cookie(x in any_string(), y in any_string()) {
        match header(&x, &y).to_request(BASE) {
            Ok(request) => {
                prop_assert_eq!(request.headers()["x"].as_bytes(), x.as_bytes());
                let cookie = format!("y={y}");
                prop_assert_eq!(request.headers()["cookie"].as_bytes(), cookie.as_bytes());
                prop_assert!(!x.contains(['\r', '\n', '\0']) && !y.contains([';', ',', ' ', '"']));
            }
            Err(error) => {
                let is_header = matches!(error.fault(), RequestFault::Header { .. });
                prop_assert!(is_header, "{error}");
            }
        }
    }

    /// A shell takes the command apart into the very same words.
    #[test]
    fn a_curl_command(x in r"[a-z'$()\\&é !*]{0,10}") {
        let curl = json(&x, &BTreeMap::new()).to_curl(BASE).unwrap();
        let words = std::process::Command::new("sh").arg("-c").arg(curl.replacen("curl", "printf '%s\\n'", 1)).output().unwrap();
        let words = String::from_utf8(words.stdout).unwrap();
        let body = serde_json::json!({"x": x, "y": {}}).to_string();
        let expected = format!("-X\nPOST\n{BASE}/q\n-H\ncontent-type: application/json\n--data-raw\n{body}\n");
        prop_assert_eq!(words, expected);
    }
}

/// Name, file name, media type, and content.
type ReadPart = (String, Option<String>, Option<String>, Vec<u8>);

/// The parts that a server finds in what is sent.
fn parts_of(endpoint: impl Endpoint) -> Vec<ReadPart> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let transport = sigpost::transport::MemoryTransport::new(move |request| {
        sender.send(request).unwrap();
        http::Response::new(bytes::Bytes::new())
    });
    let client = sigpost::Client::builder(BASE).transport(transport).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let _ = client.send(endpoint).await;
        let request = receiver.recv().unwrap();
        let media = request.headers()["content-type"].to_str().unwrap();
        let body = crate::bodies::whole(request.body().clone());
        let mut parts = multer::Multipart::new(body, multer::parse_boundary(media).unwrap());
        let mut read = Vec::new();
        while let Some(part) = parts.next_field().await.unwrap() {
            let name = part.name().unwrap().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let media = part.content_type().map(ToString::to_string);
            read.push((name, file_name, media, part.bytes().await.unwrap().to_vec()));
        }
        read
    })
}

/// Over a real socket, to a real server: it sees the segment that was given, or nothing at all.
#[tokio::test]
async fn a_real_server_sees_the_same_segment() {
    use axum::extract::Path;
    use axum::routing::get;
    let app = axum::Router::new()
        .route("/api/v1/a/{x}/z", get(|Path(x): Path<String>| async move { axum::Json(x) }))
        .fallback(|| async { http::StatusCode::IM_A_TEAPOT });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/api/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });

    #[endpoint(GET "/a/<x>/z")]
    async fn echo(x: &str) -> String;
    let client = builder(base).build().unwrap();
    let values = [
        "acme", "a/b", "..\\x", "%2e%2e", "a?b#c", "é ü", "{x}", "<x>", "a;b=c", "~", "'", "\n", "../../b",
        ".",
    ];
    for value in values {
        match client.send(echo(value)).await {
            Ok(seen) => assert_eq!(seen, value),
            Err(Error::Request(error)) => assert!(is_refused(value), "{error}"),
            Err(error) => panic!("{value}: {error}"),
        }
    }
}
