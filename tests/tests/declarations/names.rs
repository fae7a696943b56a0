//! Names: raw identifiers, keywords on the wire, parameters that are called as the expansion calls its own.

use sigpost::{Endpoint, endpoint};

use crate::sent;

#[endpoint(GET "/<type>/items", returns(type))]
fn r#type(r#type: &str, r#match: u32, r#fn: Option<u32>) -> String;

#[test]
fn raw_identifiers() {
    assert_eq!(sent(&r#type("a", 1).r#fn(2)), "GET /a/items?match=1&fn=2");
}

#[endpoint(POST "/items?in=<place>")]
fn keywords(place: &str, #[rename("type")] kind: &str, #[rename("self")] own: Option<bool>);

#[test]
fn keywords_on_the_wire() {
    assert_eq!(sent(&keywords("a", "b").own(true)), r#"POST /items?in=a {"type":"b","self":true}"#);
}

#[endpoint(GET "/rows", returns(rows, next.in), paginate(cursor = in, header = "X-In"))]
#[expect(dead_code, reason = "only its types are used")]
fn list_rows(r#in: Option<&str>) -> (Vec<u8>, Option<String>);

#[endpoint(GET "/rows", paginate(page = loop, size = for))]
#[expect(dead_code, reason = "only its types are used")]
fn list_rows_by_number(r#loop: Option<u32>, r#for: Option<u32>) -> Vec<u8>;

#[test]
fn keywords_in_keys() {
    assert_eq!(ListRows::SPEC.pages.unwrap().parameter, "in");
    let pages = ListRowsByNumber::SPEC.pages.unwrap();
    assert_eq!((pages.parameter, pages.size), ("loop", Some("for")));
}

#[endpoint(POST "/<index>/<path>", errors(error = 400, response = 404))]
fn own_words(
    index: u32,
    path: u32,
    request: u32,
    response: u32,
    error: u32,
    f: Option<u32>,
    other: Option<u32>,
);

#[test]
fn the_words_of_the_expansion() {
    assert_eq!(
        sent(&own_words(1, 2, 3, 4, 5).f(6).other(7)),
        r#"POST /1/2 {"request":3,"response":4,"error":5,"f":6,"other":7}"#
    );
}

#[endpoint(GET "/items", rename_all = "camelCase")]
fn list_items(per_page: u32, #[rename("sort_by")] sort_by: &str);

#[test]
fn styles() {
    assert_eq!(sent(&list_items(5, "name")), "GET /items?perPage=5&sort_by=name");
}
