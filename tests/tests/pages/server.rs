//! A server in memory whose list changes from one request to the next, and which says of its pages what the test wants.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde_json::{Value, json};
use sigpost::Client;
use sigpost::transport::MemoryTransport;

pub(crate) const BASE: &str = "https://h.example/v1";

/// What happens to the list behind an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    Grow(usize),
    Shrink(usize),
}

/// What an answer says of the page behind it, where that is known by a number or an offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Says {
    TotalPages,
    TotalItems,
    More,
    Size,
    Nothing,
}

/// How a page is asked for, and how the next one is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    Page { first: u64 },
    Offset,
    Cursor,
    CursorInBody,
    Header,
    PageInHeader,
    NextUrl,
    Link,
}

/// The list, and what becomes of it.
#[derive(Debug)]
pub(crate) struct List {
    pub way: Way,
    pub says: Says,
    /// How many items a page has.
    pub per_page: usize,
    /// Which items are left out of their page, as by a filter behind the paging.
    pub hidden: fn(u64) -> bool,
    pub items: Vec<u64>,
    pub changes: VecDeque<Change>,
    /// As many of the first items were there all the time.
    pub stable: usize,
    created: u64,
    /// The positions that were asked for.
    pub asked: Vec<String>,
}

impl List {
    pub(crate) fn new(way: Way, says: Says, per_page: usize, count: u64) -> Self {
        Self {
            way,
            says,
            per_page,
            hidden: |_| false,
            items: (0..count).collect(),
            changes: VecDeque::new(),
            stable: usize::try_from(count).unwrap(),
            created: count,
            asked: Vec::new(),
        }
    }

    fn change(&mut self) {
        match self.changes.pop_front() {
            Some(Change::Grow(count)) => {
                for _ in 0..count {
                    self.items.push(self.created);
                    self.created += 1;
                }
            }
            Some(Change::Shrink(count)) => self.items.truncate(self.items.len().saturating_sub(count)),
            None => {}
        }
        self.stable = self.stable.min(self.items.len());
    }

    fn answer(&mut self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let target = url::Url::parse(&request.uri().to_string()).unwrap();
        let pair = |name: &str| {
            target.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let asked = match self.way {
            Way::Page { first: 0 } => pair("p"),
            Way::Page { .. } | Way::PageInHeader => pair("page"),
            Way::Offset => pair("offset"),
            Way::Cursor => pair("starting_after"),
            Way::CursorInBody => body["cursor"].as_str().map(str::to_owned),
            Way::Header => request.headers().get("x-after").map(|value| value.to_str().unwrap().to_owned()),
            Way::NextUrl | Way::Link => pair("at & ?"),
        };
        self.asked.push(asked.clone().unwrap_or_default());
        let asked = asked.map(|position| position.trim_start_matches("c=&/ ").parse::<usize>().unwrap());
        let first = match self.way {
            Way::Page { first } => usize::try_from(first).unwrap(),
            _ => 1,
        };
        let start = match (self.way, asked) {
            (Way::Page { .. } | Way::PageInHeader, asked) => (asked.unwrap_or(first) - first) * self.per_page,
            (_, asked) => asked.unwrap_or(0),
        };
        let end = (start + self.per_page).min(self.items.len());
        let page: Vec<u64> = self.items.get(start..end).unwrap_or_default().to_vec();
        let is_more = self.items.len() > start + self.per_page;
        let shown: Vec<u64> = page.into_iter().filter(|item| !(self.hidden)(*item)).collect();
        let mut info = json!({});
        match self.says {
            Says::TotalPages => info["total_pages"] = json!(self.items.len().div_ceil(self.per_page)),
            Says::TotalItems => {
                info["total"] = json!(self.items.len());
                info["per_page"] = json!(self.per_page);
            }
            Says::More => info["more"] = json!(is_more),
            Says::Size => info["per_page"] = json!(self.per_page),
            Says::Nothing => {}
        }
        let mut answer = http::Response::builder();
        let mut next = Value::Null;
        if is_more {
            let at = start + self.per_page;
            let address = format!("https://h.example/v1/items?x=1&at%20%26%20%3F={at}");
            match self.way {
                Way::Cursor | Way::CursorInBody => info["next"] = json!(format!("c=&/ {at}")),
                Way::Header => answer = answer.header("x-next", at.to_string()),
                Way::PageInHeader => answer = answer.header("x-next", (at / self.per_page + 1).to_string()),
                Way::NextUrl => next = json!(address),
                Way::Link => {
                    answer = answer.header("link", format!("<{address}>; rel=\"next\", </>; rel=first"))
                }
                Way::Page { .. } | Way::Offset => {}
            }
        }
        self.change();
        answer.body(json!({"items": shown, "info": info, "next": next}).to_string().into()).unwrap()
    }
}

/// A client of a server with this list.
pub(crate) fn serve(list: List) -> (Client, Arc<Mutex<List>>) {
    let list = Arc::new(Mutex::new(list));
    let served = Arc::clone(&list);
    let transport = MemoryTransport::new(move |request| {
        assert_eq!(request.headers()["authorization"], "Bearer secret");
        served.lock().unwrap_or_else(PoisonError::into_inner).answer(&request)
    });
    let client = Client::builder(BASE).bearer_token("secret").transport(transport).build().unwrap();
    (client, list)
}
