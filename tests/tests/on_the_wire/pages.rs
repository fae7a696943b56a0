//! The requests of a list in pages, as they go over a socket.

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use sigpost::{Error, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

#[endpoint(GET "/items?sort=asc", paginate(link))]
fn by_link(tag: &str) -> Vec<u64>;

#[endpoint(GET "/items?sort=asc", paginate(page))]
fn by_page(page: Option<u64>, tag: &str) -> Vec<u64>;

/// Gives these answers, head lines and body, one after the other.
fn in_turn(answers: &'static [(&'static str, &'static str)]) -> RawServer {
    let next = AtomicUsize::new(0);
    RawServer::behaving(move |stream| {
        let (headers, body) = answers.get(next.fetch_add(1, Ordering::SeqCst)).copied().unwrap_or_default();
        let length = body.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
    })
}

/// The targets of the requests, each of which has the credentials.
fn targets(server: &RawServer) -> Vec<String> {
    let requests = server.requests();
    assert!(
        requests.iter().all(|request| request.contains("\r\nauthorization: Bearer secret\r\n")),
        "{requests:?}"
    );
    requests.iter().filter_map(|request| request.split(' ').nth(1)).map(str::to_owned).collect()
}

#[tokio::test]
async fn links_are_followed() {
    let server = in_turn(&[
        ("link: </v1/items?after=x%26y&sort=asc>; rel=\"next\", </>; rel=\"last\"\r\n", "[1,2]"),
        ("link: </v1/items>; rel=\"first\"\r\n", "[3]"),
    ]);
    let client = builder(server.base("/v1")).bearer_token("secret").build().unwrap();
    let mut items = client.send(by_link("a&b")).items();
    let mut got = Vec::new();
    while let Some(item) = items.next().await {
        got.push(item.unwrap());
    }
    assert_eq!(got, [1, 2, 3]);
    assert_eq!(targets(&server), ["/v1/items?sort=asc&tag=a%26b", "/v1/items?after=x%26y&sort=asc"]);
}

#[tokio::test]
async fn the_page_is_set_anew_and_all_else_stays() {
    let server = in_turn(&[("", "[1,2]"), ("", "[3]"), ("", "[]")]);
    let client = builder(server.base("/v1")).bearer_token("secret").build().unwrap();
    let mut pages = client.send(by_page("a&b").page(7)).pages();
    let mut got = Vec::new();
    while let Some(page) = pages.next().await {
        got.push(page.unwrap());
    }
    assert_eq!(got, [vec![1, 2], vec![3], vec![]]);
    let expected = [7, 8, 9].map(|page| format!("/v1/items?sort=asc&page={page}&tag=a%26b"));
    assert_eq!(targets(&server), expected);
}

#[tokio::test]
async fn credentials_stay_at_home() {
    let elsewhere = RawServer::with_json("[4]");
    let link = format!("link: <{}>; rel=next\r\n", elsewhere.base("/v1/items"));
    let server = RawServer::with_body("200 OK", &link, "[1]");
    let client = builder(server.base("/v1")).bearer_token("secret").build().unwrap();
    let mut items = client.send(by_link("a")).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert!(matches!(items.next().await, Some(Err(Error::Request(_)))));
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
    assert!(elsewhere.requests().is_empty());
}

#[test]
fn iterators() {
    let server = in_turn(&[("link: <?page=2>; rel=next\r\n", "[1,2]"), ("", "[3]")]);
    let client = builder(server.base("")).bearer_token("secret").build().unwrap();
    let items: Result<Vec<u64>, _> = client.send(by_link("a")).items().blocking().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(targets(&server), ["/items?sort=asc&tag=a", "/items?page=2"]);
}

#[endpoint(POST "/find", paginate(offset), idempotency_key = "Idempotency-Key")]
fn find(offset: Option<u64>, #[header] idempotency_key: Option<&str>) -> Vec<u64>;

/// The keys of the requests, with their bodies.
fn keys(server: &RawServer) -> Vec<(String, String)> {
    let key_of =
        |head: &str| head.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).map(str::to_owned);
    let requests = server.requests();
    let parts = requests.iter().filter_map(|request| request.split_once("\r\n\r\n"));
    parts.map(|(head, body)| (key_of(head).unwrap(), body.to_owned())).collect()
}

#[tokio::test]
async fn each_page_has_an_idempotency_key_of_its_own() {
    for own in [None, Some("k"), Some("parameter")] {
        let server = in_turn(&[("", "[1,2]"), ("", "[3]"), ("", "[]")]);
        let client = builder(server.base("")).build().unwrap();
        let call = match own {
            None => client.send(find()),
            Some("k") => client.send(find()).idempotency_key("k"),
            Some(key) => client.send(find().idempotency_key(key)),
        };
        let mut pages = call.pages();
        while let Some(page) = pages.next().await {
            page.unwrap();
        }
        let (keys, bodies): (Vec<_>, Vec<_>) = keys(&server).into_iter().unzip();
        assert_eq!(bodies, ["{}", r#"{"offset":2}"#, r#"{"offset":3}"#]);
        let first = own.map_or(keys[0].len() == 36, |own| keys[0] == own);
        assert!(first && keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2], "{keys:?}");
        assert!(keys[1..].iter().all(|key| key.len() == 36), "{keys:?}");
    }
}

#[endpoint(POST "/find", paginate(offset), idempotent)]
fn find_without_key(offset: Option<u64>) -> Vec<u64>;

#[tokio::test]
async fn a_key_that_the_call_gives_is_for_the_first_page_that_is_asked_for() {
    let server = in_turn(&[("", "[3]"), ("", "[]")]);
    let client = builder(server.base("")).build().unwrap();
    let mut pages = client.send(find_without_key()).idempotency_key("k").pages().start_at("2");
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    let keys = keys(&server);
    assert_eq!(keys[0], ("k".to_owned(), r#"{"offset":2}"#.to_owned()));
    assert!(keys[1].0.len() == 36 && keys[1].1 == r#"{"offset":3}"#, "{keys:?}");
}
