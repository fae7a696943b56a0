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
