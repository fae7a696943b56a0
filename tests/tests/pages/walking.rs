//! The streams and iterators themselves: laziness, limits, errors, going on later, and what is refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use sigpost::transport::{MemoryTransport, TransportError};
use sigpost::{Bound as _, Client, Error, ErrorSet, PageRefusal, RequestFault, RetryPolicy, endpoint};

use crate::declared::{
    by_cursor, by_cursor_in_body, by_header, by_link, by_next_url, by_offset, by_page, by_page_in_header,
    undeclared,
};
use crate::server::{BASE, List, Says, Way, serve};

/// A client of a server that gives these answers, one after the other, and the requests that it got.
fn answering(
    answers: &'static [(&'static str, &'static str)],
) -> (Client, Arc<std::sync::Mutex<Vec<http::Request<Bytes>>>>) {
    let requests = Arc::new(std::sync::Mutex::new(Vec::new()));
    let record = Arc::clone(&requests);
    let transport = MemoryTransport::fallible(move |request| {
        let mut record = record.lock().unwrap();
        record.push(request);
        let Some((header, body)) = answers.get(record.len() - 1) else {
            return Err(TransportError::connect("no more answers"));
        };
        let (name, value) = header.split_once(": ").unwrap_or(("x-none", ""));
        let answer = http::Response::builder().header(name, value);
        Ok(answer.body(sigpost::Body::from(Bytes::from(*body))).unwrap())
    });
    (
        Client::builder(BASE)
            .bearer_token("secret")
            .retry(RetryPolicy::none())
            .transport(transport)
            .build()
            .unwrap(),
        requests,
    )
}

fn refusal<E: ErrorSet>(error: &Error<E>) -> &PageRefusal {
    match error {
        Error::Request(error) => match error.fault() {
            RequestFault::Page { refusal } => refusal,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_wanted() {
    let (client, list) = serve(List::new(Way::Page { first: 1 }, Says::TotalPages, 2, 5));
    let asked = || list.lock().unwrap().asked.len();
    let mut items = client.send(by_page()).items();
    assert_eq!(asked(), 0);
    assert_eq!(items.next().await.unwrap().unwrap(), 0);
    assert_eq!(asked(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(asked(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(asked(), 2);
    drop(items);
    assert_eq!(list.lock().unwrap().asked, ["", "2"]);
}

#[tokio::test]
async fn a_walk_is_limited_and_goes_on_later() {
    for way in [
        Way::Page { first: 1 },
        Way::Offset,
        Way::Cursor,
        Way::Header,
        Way::PageInHeader,
        Way::NextUrl,
        Way::Link,
    ] {
        let (client, list) = serve(List::new(way, Says::More, 2, 7));
        let mut items = Vec::new();
        let mut position: Option<String> = None;
        macro_rules! walk {
            ($request:expr) => {{
                let mut pages = client.send($request).pages().limit_pages(1);
                if let Some(position) = &position {
                    pages = pages.start_at(position);
                }
                let page = pages.next().await.unwrap().unwrap();
                assert!(pages.next().await.is_none());
                position = pages.position();
                items.extend(sigpost::Page::into_items(page));
            }};
        }
        loop {
            match way {
                Way::Page { .. } => walk!(by_page()),
                Way::Offset => walk!(by_offset()),
                Way::Cursor | Way::CursorInBody => walk!(by_cursor()),
                Way::Header => walk!(by_header()),
                Way::PageInHeader => walk!(by_page_in_header()),
                Way::NextUrl => walk!(by_next_url()),
                Way::Link => walk!(by_link()),
            }
            if position.is_none() {
                break;
            }
        }
        assert_eq!(items, [0, 1, 2, 3, 4, 5, 6], "{way:?}");
        assert_eq!(list.lock().unwrap().asked.len(), 4, "{way:?}");
    }
}

#[tokio::test]
async fn a_walk_begins_where_the_parameter_says() {
    let (client, list) = serve(List::new(Way::Page { first: 1 }, Says::TotalPages, 2, 5));
    let mut pages = client.send(by_page().page(2)).pages();
    assert_eq!(pages.position().as_deref(), Some("2"));
    assert_eq!(pages.next().await.unwrap().unwrap().0, [2, 3]);
    assert_eq!(pages.position().as_deref(), Some("3"));
    assert_eq!(pages.next().await.unwrap().unwrap().0, [4]);
    assert_eq!(pages.position(), None);
    assert!(pages.next().await.is_none());
    assert_eq!(list.lock().unwrap().asked, ["2", "3"]);
}

#[tokio::test]
async fn what_else_the_request_says_stays() {
    let page = r#"{"items":[1],"info":{"next":"b/c"}}"#;
    let last = r#"{"items":[2],"info":null}"#;
    let answers: &'static [(&str, &str)] = Box::leak(Box::new([("", page), ("", last)]));
    let (client, requests) = answering(answers);
    let mut items = client.send(by_cursor_in_body("a")).header("X-Own", "1").items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert!(items.next().await.is_none());
    let requests = requests.lock().unwrap();
    assert_eq!(requests[0].body(), r#"{"filter":"a"}"#);
    assert_eq!(requests[1].body(), r#"{"filter":"a","cursor":"b/c"}"#);
    for request in requests.iter() {
        assert_eq!(request.method(), "POST");
        assert_eq!(request.headers()["x-own"], "1");
        assert_eq!(request.headers()["authorization"], "Bearer secret");
    }
}

#[tokio::test]
async fn a_key_in_the_query_that_the_server_repeats_is_sent_once() {
    let queries = Arc::new(std::sync::Mutex::new(Vec::new()));
    let record = Arc::clone(&queries);
    let transport = MemoryTransport::new(move |request| {
        let query = request.uri().query().unwrap().to_owned();
        let mut record = record.lock().unwrap();
        record.push(query.clone());
        let next = if record.len() == 1 { format!("\"/items?{query}&after=1\"") } else { "null".into() };
        http::Response::new(format!(r#"{{"items":[1],"next":{next}}}"#).into())
    });
    let client = Client::builder(BASE).api_key_query("a key", "s&cret").transport(transport).build().unwrap();
    let mut items = client.send(by_next_url()).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    assert_eq!(*queries.lock().unwrap(), ["x=1&a%20key=s%26cret", "x=1&a%20key=s%26cret&after=1"]);
}

#[tokio::test]
async fn an_error_ends_the_walk_once_and_says_where() {
    let (client, requests) = answering(&[("", r#"{"items":[1],"info":{"more":true}}"#)]);
    let mut pages = client.send(by_page()).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().0, [1]);
    assert!(matches!(pages.next().await, Some(Err(Error::Transport(_)))));
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
    assert_eq!(requests.lock().unwrap().len(), 2);
    assert_eq!(pages.position().as_deref(), Some("2"));
}

#[tokio::test]
async fn another_origin_is_refused() {
    for body in [
        r#"{"items":[1],"next":"https://evil.example/v1/items"}"#,
        r#"{"items":[1],"next":"//evil.example/v1/items"}"#,
    ] {
        let answers: &'static [(&str, &str)] = Box::leak(Box::new([("", body)]));
        let (client, requests) = answering(answers);
        let mut items = client.send(by_next_url()).items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "by_next_url: the next page is at another origin, https://evil.example"
        );
        assert_eq!(error.delivery(), sigpost::Delivery::NotSent);
        assert!(items.next().await.is_none());
        assert_eq!(requests.lock().unwrap().len(), 1);
    }
    let (client, requests) =
        answering(&[("link: <http://h.example/v1/items?page=2>; rel=next", r#"{"items":[1]}"#)]);
    let mut items = client.send(by_link()).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(refusal(&error), &PageRefusal::OtherOrigin("http://h.example".into()));
    assert_eq!(requests.lock().unwrap().len(), 1);
    // One that is stored and comes back is no better than one of the server's.
    let mut items = client.send(by_link()).items().start_at("https://evil.example/");
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(refusal(&error), &PageRefusal::OtherOrigin("https://evil.example".into()));
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn addresses_are_relative_to_the_page_that_names_them() {
    let (client, requests) = answering(&[
        ("", r#"{"items":[1],"next":"lists/a?p=2"}"#),
        ("", r#"{"items":[2],"next":"?p=3"}"#),
        ("", r#"{"items":[3],"next":"b"}"#),
        ("", r#"{"items":[4],"next":""}"#),
    ]);
    let mut items = client.send(by_next_url()).items();
    for item in 1..=4 {
        assert_eq!(items.next().await.unwrap().unwrap(), item);
    }
    assert!(items.next().await.is_none());
    let requests = requests.lock().unwrap();
    let targets: Vec<_> = requests.iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(
        targets,
        ["/items?x=1", "/lists/a?p=2", "/lists/a?p=3", "/lists/b"].map(|target| format!("{BASE}{target}"))
    );
}

#[tokio::test]
async fn a_list_that_goes_in_circles_is_an_error() {
    let page = |next: &str| format!(r#"{{"items":[1],"info":{{"next":"{next}"}}}}"#);
    for cursors in [&["a", "a"][..], &["a", "b", "a"], &["start"]] {
        let count = cursors.len();
        let bodies: Vec<String> = cursors.iter().map(|cursor| page(cursor)).collect();
        let answers: Vec<(&str, &str)> = bodies.iter().map(|body| ("", &*body.clone().leak())).collect();
        let (client, requests) = answering(answers.leak());
        let mut items = client.send(by_cursor().starting_after("start")).items();
        for _ in 0..count {
            assert_eq!(items.next().await.unwrap().unwrap(), 1);
        }
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(refusal(&error), &PageRefusal::Repeated, "{cursors:?}");
        assert!(items.next().await.is_none());
        assert_eq!(requests.lock().unwrap().len(), count);
    }
    let (client, _) = answering(&[("", r#"{"items":[],"next":"/v1/items?x=1"}"#)]);
    let error = client.send(by_next_url()).items().next().await.unwrap().unwrap_err();
    assert_eq!(refusal(&error), &PageRefusal::Repeated);
}

#[tokio::test]
async fn no_page_is_asked_for_again_however_its_position_was_come_by() {
    // The first page is the one that a parameter left out stands for.
    let (client, requests) = answering(&[("x-next: 1", r#"{"items":[1]}"#); 3]);
    let mut pages = client.send(by_page_in_header()).pages();
    assert_eq!(pages.next().await.unwrap().unwrap(), [1]);
    assert_eq!(refusal(&pages.next().await.unwrap().unwrap_err()), &PageRefusal::Repeated);
    assert_eq!(requests.lock().unwrap().len(), 1);
    let (client, _) = answering(&[("", r#"{"items":[1],"info":{"next":"0"}}"#); 3]);
    let mut pages = client.send(by_offset()).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().0, [1]);
    assert_eq!(refusal(&pages.next().await.unwrap().unwrap_err()), &PageRefusal::Repeated);
    // Numbers that were counted, and not given.
    let (client, requests) = answering(&[
        ("", r#"{"items":[1],"info":{}}"#),
        ("", r#"{"items":[1],"info":{}}"#),
        ("", r#"{"items":[1],"info":{"next":"2"}}"#),
    ]);
    let mut pages = client.send(by_page()).pages();
    for _ in 0..3 {
        assert_eq!(pages.next().await.unwrap().unwrap().0, [1]);
    }
    assert_eq!(refusal(&pages.next().await.unwrap().unwrap_err()), &PageRefusal::Repeated);
    assert_eq!(requests.lock().unwrap().len(), 3);
    // An address that the walk began at, relative as it was.
    let (client, requests) = answering(&[("", r#"{"items":[1],"next":"/v1/items?x=2"}"#); 3]);
    let mut pages = client.send(by_next_url()).pages().start_at("?x=2");
    assert_eq!(pages.next().await.unwrap().unwrap().0, [1]);
    assert_eq!(refusal(&pages.next().await.unwrap().unwrap_err()), &PageRefusal::Repeated);
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[endpoint(POST "/items", returns(items, next), paginate(cursor), idempotency_key = "X-Key")]
fn search(cursor: Option<&str>) -> (Vec<u64>, Option<String>);

#[tokio::test]
async fn each_page_has_an_idempotency_key_of_its_own() {
    const ANSWERS: &[(&str, &str)] = &[("", r#"{"items":[1],"next":"a"}"#), ("", r#"{"items":[2]}"#)];
    let keys = |requests: &std::sync::Mutex<Vec<http::Request<Bytes>>>| -> Vec<http::HeaderValue> {
        requests.lock().unwrap().iter().map(|request| request.headers()["x-key"].clone()).collect()
    };
    let (client, requests) = answering(ANSWERS);
    let mut items = client.send(search()).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    let made = keys(&requests);
    assert_eq!(made.len(), 2);
    assert_ne!(made[0], made[1]);
    // One that the caller gives is for the first page.
    for is_header in [false, true] {
        let (client, requests) = answering(ANSWERS);
        let call = client.send(search());
        let call = if is_header { call.header("X-Key", "own") } else { call.idempotency_key("own") };
        let mut items = call.items();
        while let Some(item) = items.next().await {
            item.unwrap();
        }
        let keys = keys(&requests);
        assert!(keys[0] == "own" && keys[1].len() == 36, "{keys:?}");
    }
}

#[tokio::test]
async fn behind_the_last_number_there_is_no_page() {
    let last = u64::MAX.to_string();
    let (client, requests) = answering(&[("", r#"{"items":[1],"info":{}}"#); 2]);
    let mut pages = client.send(by_offset()).pages().start_at(&last);
    assert_eq!(pages.next().await.unwrap().unwrap().0, [1]);
    assert!(pages.next().await.is_none());
    assert_eq!(requests.lock().unwrap().len(), 1);
    let (client, _) = answering(&[("", r#"{"items":[1],"info":{}}"#); 2]);
    let mut pages = client.send(by_page()).pages().start_at(&last);
    assert_eq!(pages.next().await.unwrap().unwrap().0, [1]);
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn no_page_is_lost_for_the_letters_of_its_header_field() {
    let (client, requests) = answering(&[
        ("link: </v1/items?x=2>; rel=next; title=\"Seite zwölf\"", r#"{"items":[1]}"#),
        ("link: <>", r#"{"items":[2]}"#),
    ]);
    let mut items = client.send(by_link()).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert!(items.next().await.is_none());
    assert_eq!(requests.lock().unwrap().len(), 2);
    let (client, requests) = answering(&[("x-next: zwölf", r#"{"items":[1]}"#), ("", r#"{"items":[2]}"#)]);
    let mut items = client.send(by_header()).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(requests.lock().unwrap()[1].headers()["x-after"].as_bytes(), "zwölf".as_bytes());
}

#[tokio::test]
async fn the_members_of_a_body_stay_in_their_order() {
    let (client, requests) =
        answering(&[("", r#"{"items":[1],"info":{"next":"a"}}"#), ("", r#"{"items":[2]}"#)]);
    let mut pages = client.send(by_cursor_in_body("x")).field("a", 1.50).pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    assert_eq!(requests.lock().unwrap()[1].body(), r#"{"filter":"x","a":1.5,"cursor":"a"}"#);
}

#[tokio::test]
async fn a_next_page_that_is_nowhere_is_an_error() {
    let (client, _) = answering(&[("", r#"{"items":[],"info":{"more":true}}"#)]);
    let error = client.send(by_cursor()).items().next().await.unwrap().unwrap_err();
    assert_eq!(refusal(&error), &PageRefusal::Missing);
    let (client, _) = answering(&[("", r#"{"items":[],"info":{"more":true}}"#)]);
    let error = client.send(by_offset()).items().next().await.unwrap().unwrap_err();
    assert_eq!(refusal(&error), &PageRefusal::Missing);
    let (client, _) = answering(&[("x-next: soon", r#"{"items":[]}"#)]);
    let error = client.send(by_page_in_header()).items().next().await.unwrap().unwrap_err();
    assert_eq!(refusal(&error), &PageRefusal::Unusable);
    // The end counts, whatever cursor stands beside it.
    let (client, _) = answering(&[("", r#"{"items":[],"info":{"more":false,"next":"a"}}"#)]);
    assert!(client.send(by_cursor()).items().next().await.is_none());
}

#[tokio::test]
async fn an_endpoint_that_declares_no_pages_has_none() {
    let (client, requests) = answering(&[]);
    let mut pages = client.send(undeclared()).pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "undeclared: the next page is not declared: write `paginate(…)` in the annotation of the endpoint"
    );
    assert!(pages.next().await.is_none());
    assert!(requests.lock().unwrap().is_empty());
}

struct Library(Client);

impl AsRef<Client> for Library {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoint(GET "/items", returns(items, info), paginate(page))]
pub(crate) fn list_items(self: &Library, page: Option<u64>) -> (Vec<u64>, crate::declared::Info);

#[tokio::test]
async fn a_method_has_pages_too() {
    let (client, _) = serve(List::new(Way::Page { first: 1 }, Says::TotalPages, 2, 5));
    let library = Library(client);
    let mut pages = library.list_items().page(2).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().0, [2, 3]);
    let mut items = library.list_items().page(3).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 4);
    assert!(items.next().await.is_none());
}

#[test]
fn iterators_for_threads() {
    let (client, list) = serve(List::new(Way::Link, Says::Nothing, 2, 5));
    let items: Result<Vec<u64>, _> = client.send(by_link()).items().blocking().collect();
    assert_eq!(items.unwrap(), [0, 1, 2, 3, 4]);
    let mut pages = client.send(by_link()).pages().blocking();
    assert_eq!(pages.next().unwrap().unwrap(), [0, 1]);
    assert_eq!(list.lock().unwrap().asked.len(), 4);
    assert!(pages.into_inner().position().is_some());
}

#[tokio::test]
async fn iterators_inside_a_runtime_are_refused_once() {
    let (client, _) = serve(List::new(Way::Link, Says::Nothing, 2, 5));
    let mut items = client.send(by_link()).items().blocking();
    let error = items.next().unwrap().unwrap_err();
    assert!(matches!(error, Error::Request(error) if matches!(error.fault(), RequestFault::Blocking { .. })));
    assert!(items.next().is_none());
}

/// Streams can be spawned, and combined as other streams are.
#[tokio::test]
async fn streams_are_send_and_unpin() {
    fn stream<S: futures_core::Stream + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let (client, _) = serve(List::new(Way::Cursor, Says::Nothing, 2, 5));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let mut items = stream(client.send(by_cursor()).items());
    let _ = stream(client.send(by_cursor()).pages());
    tokio::spawn(async move {
        while items.next().await.is_some() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    })
    .await
    .unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 5);
}
