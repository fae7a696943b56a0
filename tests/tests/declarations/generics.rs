//! Generic declarations: types, lifetimes, `impl Trait`, and types that nothing but the answer mentions.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sigpost::{Endpoint, endpoint};

use crate::sent;

#[endpoint(GET "/items/<item>")]
fn by_display(item: impl Display, kind: &str) -> String;

#[endpoint(POST "/items")]
fn create<T: Serialize>(item: T, name: impl Into<String>, note: Option<impl Into<String>>) -> String;

#[endpoint(PUT "/<shelf>/<book>")]
fn borrowed<'shelf>(shelf: &'shelf str, book: Cow<'_, str>, tags: &[&str], page: Option<&u32>);

#[endpoint(GET "/items/<item>", returns(item))]
fn get_as<R>(item: u64) -> R
where
    R: DeserializeOwned;

#[endpoint(GET "/items")]
fn of_length<const N: usize>(ids: [u64; N]) -> String
where
    [u64; N]: Serialize;

#[test]
fn impl_trait() {
    assert_eq!(sent(&by_display(7, "a")), "GET /items/7?kind=a");
    assert_eq!(
        sent(&create(vec![1, 2], "a").note("b")),
        r#"POST /items {"item":[1,2],"name":"a","note":"b"}"#
    );
    assert_eq!(sent(&create("x", String::from("a"))), r#"POST /items {"item":"x","name":"a"}"#);
}

#[test]
fn lifetimes() {
    let (shelf, page) = (String::from("a b"), 3);
    let request = borrowed(&shelf, Cow::Borrowed("c"), &["d", "e"]).page(&page);
    assert_eq!(sent(&request), r#"PUT /a%20b/c {"tags":["d","e"],"page":3}"#);
}

#[test]
fn what_only_the_answer_mentions() {
    assert_eq!(sent(&get_as::<String>(7)), "GET /items/7");
    let answer = http::Response::new(bytes::Bytes::from_static(br#"{"item": [1, 2]}"#));
    assert_eq!(GetAs::<Vec<u8>>::decode(answer).unwrap(), [1, 2]);
}

#[test]
fn constants() {
    assert_eq!(sent(&of_length([1, 2])), "GET /items?ids=1&ids=2");
}

#[endpoint(GET "/items?<filter..>&<more..>&<last..>")]
fn filtered<F: Serialize>(
    filter: F,
    more: &BTreeMap<&str, u8>,
    last: Option<impl Into<BTreeMap<u8, bool>>>,
) -> String;

#[test]
fn members_become_pairs() {
    let (filter, more) = (BTreeMap::from([("a", "b")]), BTreeMap::from([("c", 1)]));
    assert_eq!(sent(&filtered(&filter, &more).last([(2, true)])), "GET /items?a=b&c=1&2=true");
    // What a type parameter stands for is seen when the request is built.
    let error = filtered(7, &more).to_request("https://h.example").unwrap_err();
    assert_eq!(error.parameter(), Some("filter"));
}
