//! The exact queries, and the lists in paths and headers: each style, each kind of value, odd names.

use std::collections::BTreeMap;

use serde::Serialize;
use sigpost::{Endpoint, ListStyle, RequestFault, endpoint};

use super::requests::{sent, sent_by, target};

/// What of a target is the query, with the brackets unescaped, which would make the tests unreadable.
async fn query(endpoint: impl Endpoint) -> String {
    let target = target(endpoint).await;
    let query = target.split_once('?').map_or("", |(_, query)| query);
    query.replace("%5B", "[").replace("%5D", "]")
}

#[derive(Clone, Serialize)]
struct Annotation {
    key: &'static str,
    value: Option<&'static str>,
}

const ANNOTATIONS: [Annotation; 2] =
    [Annotation { key: "a", value: Some("1") }, Annotation { key: "b", value: Some("x&y") }];

#[endpoint(GET "/l")]
async fn structs<'l>(
    #[query(style = indexed)] indexed: Option<&'l [Annotation]>,
    #[query(style = brackets)] brackets: Option<&'l [Annotation]>,
    #[query(style = repeat)] repeat: Option<&'l [Annotation]>,
    #[query(style = json)] json: Option<&'l [Annotation]>,
    #[query(style = comma)] comma: Option<&'l [Annotation]>,
);

#[tokio::test]
async fn lists_of_structs_in_each_style() {
    let list = ANNOTATIONS.as_slice();
    assert_eq!(
        query(structs().indexed(list)).await,
        "indexed[0][key]=a&indexed[0][value]=1&indexed[1][key]=b&indexed[1][value]=x%26y"
    );
    assert_eq!(
        query(structs().repeat(list)).await,
        "repeat[key]=a&repeat[value]=1&repeat[key]=b&repeat[value]=x%26y"
    );
    assert_eq!(
        query(structs().json(&list[..1])).await,
        "json=[%7B%22key%22:%22a%22%2C%22value%22:%221%22%7D]"
    );
    let error = structs().comma(list).to_request("https://h.example").unwrap_err();
    assert_eq!(*error.fault(), RequestFault::Query { parameter: "comma" });
}

#[endpoint(GET "/i")]
async fn indexed(#[query(style = indexed)] a: serde_json::Value);

#[tokio::test]
async fn indexes_count_what_is_sent() {
    let json = |text: &str| indexed(serde_json::from_str(text).unwrap());
    assert_eq!(target(json(r#"["x", "y z"]"#)).await, "GET /v1/i?a%5B0%5D=x&a%5B1%5D=y%20z");
    assert_eq!(query(json(r#"[["x", "y"], ["z"]]"#)).await, "a[0][0]=x&a[0][1]=y&a[1][0]=z");
    assert_eq!(query(json(r#"[{"b": {"c": [1, 2]}}]"#)).await, "a[0][b][c][0]=1&a[0][b][c][1]=2");
    assert_eq!(query(json(r#"["x", null, [], {}, "y"]"#)).await, "a[0]=x&a[1]=y");
    assert_eq!(query(json(r#"[true, "", 1.5]"#)).await, "a[0]=true&a[1]=&a[2]=1.5");
    assert_eq!(target(json("[]")).await, "GET /v1/i");
    assert_eq!(query(json(r#""alone""#)).await, "a=alone");
    // Ten is behind nine.
    let many = query(json("[0,1,2,3,4,5,6,7,8,9,10]")).await;
    assert!(many.ends_with("&a[9]=9&a[10]=10"), "{many}");
    let styled = sent_by(|builder| builder.query_style(ListStyle::Indexed), in_client_style(&[7, 8])).await;
    assert!(styled.starts_with("GET /v1/c?ids%5B0%5D=7&ids%5B1%5D=8 "), "{styled}");
}

#[endpoint(GET "/c")]
async fn in_client_style(ids: &[u8]);

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    NewestFirst,
    #[serde(rename = "Größe")]
    Size,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Created {
    At(jiff::Timestamp),
    Within { gte: i64, lt: Option<i64> },
}

#[derive(Serialize)]
struct Id(u64);

#[endpoint(GET "/v")]
async fn values(
    flag: Option<bool>,
    sort: Option<Sort>,
    id: Option<Id>,
    date: Option<jiff::civil::Date>,
    time: Option<jiff::Timestamp>,
    created: Option<Created>,
    pair: Option<(u8, &str)>,
    character: Option<char>,
    number: Option<f64>,
    big: Option<i128>,
    unit: Option<()>,
    list: Option<Vec<Option<u8>>>,
);

#[tokio::test]
async fn values_of_each_kind() {
    assert_eq!(target(values()).await, "GET /v1/v");
    assert_eq!(query(values().flag(true).sort(Sort::NewestFirst)).await, "flag=true&sort=newest-first");
    assert_eq!(query(values().flag(false).sort(Sort::Size)).await, "flag=false&sort=Gr%C3%B6%C3%9Fe");
    assert_eq!(query(values().id(Id(7)).pair((1, "b"))).await, "id=7&pair=1&pair=b");
    assert_eq!(query(values().date("2026-01-31".parse().unwrap())).await, "date=2026-01-31");
    let time: jiff::Timestamp = "2026-01-31T12:30:00Z".parse().unwrap();
    assert_eq!(query(values().time(time)).await, "time=2026-01-31T12:30:00Z");
    // Stripe's: the same name is a scalar or an object.
    assert_eq!(query(values().created(Created::At(time))).await, "created=2026-01-31T12:30:00Z");
    assert_eq!(query(values().created(Created::Within { gte: 5, lt: None })).await, "created[gte]=5");
    assert_eq!(
        query(values().character('&').number(0.5).big(i128::MIN)).await,
        "character=%26&number=0.5&big=-170141183460469231731687303715884105728"
    );
    assert_eq!(query(values().list(vec![Some(1), None, Some(2)])).await, "list=1&list=2");
    assert_eq!(query(values().list(vec![]).unit(())).await, "unit=");
}

#[endpoint(GET "/s?<search..>")]
async fn styled(#[query(style = indexed)] search: Search);
#[endpoint(GET "/s?annotations[][key]=<keys>&annotations[][value]=<values>")]
async fn bracketed(keys: &[&str], values: Option<&[&str]>);

#[tokio::test]
async fn what_the_path_string_places_has_its_style_too() {
    let sent = query(styled(search())).await;
    assert!(sent.contains("&labels[0]=a&labels[1]=b&"), "{sent}");
    assert_eq!(
        query(bracketed(&["a", "b"]).values(&["1"])).await,
        "annotations[][key]=a&annotations[][key]=b&annotations[][value]=1"
    );
}

#[derive(Serialize)]
struct Page {
    page: u8,
    #[serde(rename = "per-page")]
    per_page: Option<u8>,
}

#[derive(Serialize)]
struct Search {
    state: Sort,
    #[serde(flatten)]
    page: Page,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<&'static str>,
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

fn search() -> Search {
    Search {
        state: Sort::NewestFirst,
        page: Page { page: 2, per_page: None },
        labels: vec!["a", "b"],
        more: BTreeMap::from([("$filter".into(), "x eq 'y'".into())]),
    }
}

#[endpoint(GET "/f?first=1&<search..>&mode=a+b&last")]
async fn flattened(search: Search, after: Option<u8>);
#[endpoint(GET "/f?<search..>")]
async fn optional_flattened(search: Option<Search>);
#[endpoint(GET "/f")]
async fn nested(search: Option<Search>);

#[tokio::test]
async fn flattened_structs_and_maps_in_their_order() {
    assert_eq!(
        target(flattened(search()).after(9)).await,
        "GET /v1/f?first=1&state=newest-first&page=2&labels=a&labels=b&$filter=x%20eq%20%27y%27&mode=a+b&last&after=9"
    );
    assert_eq!(target(optional_flattened()).await, "GET /v1/f");
    let given = query(optional_flattened().search(search())).await;
    assert!(given.starts_with("state=newest-first&page=2&labels=a"), "{given}");
    assert_eq!(
        query(nested().search(search())).await,
        "search[state]=newest-first&search[page]=2&search[labels]=a&search[labels]=b&search[$filter]=x%20eq%20%27y%27"
    );
}

#[endpoint(GET "/o")]
async fn odd_names(
    #[rename("StartTime<")] before: Option<&str>,
    #[rename("StartTime>")] after: Option<&str>,
    #[rename("organization[id]")] organization: Option<&str>,
    #[rename("$filter")] filter: Option<&str>,
    #[rename("deployment.series_name")] series: Option<&str>,
    #[rename("a b&c=d")] reserved: Option<&str>,
    #[rename("tags[]")] tags: Option<&[&str]>,
);

#[tokio::test]
async fn odd_names_are_sent_as_they_are_written() {
    assert_eq!(target(odd_names().before("1").after("2")).await, "GET /v1/o?StartTime%3C=1&StartTime%3E=2");
    assert_eq!(
        target(odd_names().organization("o").filter("f").series("s")).await,
        "GET /v1/o?organization%5Bid%5D=o&$filter=f&deployment.series_name=s"
    );
    assert_eq!(target(odd_names().reserved("r")).await, "GET /v1/o?a%20b%26c%3Dd=r");
    assert_eq!(target(odd_names().tags(&["x", "y"])).await, "GET /v1/o?tags%5B%5D=x&tags%5B%5D=y");
}

/// `docker`, `matrix`: documented as a string, a value as JSON in it.
#[tokio::test]
async fn json_in_a_pair() {
    #[endpoint(GET "/j")]
    async fn json(
        #[query(style = json)] filters: &BTreeMap<&str, Vec<&str>>,
        #[query(style = json)] name: Option<&str>,
    );
    let filters = BTreeMap::from([("status", vec!["running", "a&b"])]);
    assert_eq!(
        target(json(&filters).name("n")).await,
        "GET /v1/j?filters=%7B%22status%22:%5B%22running%22%2C%22a%26b%22%5D%7D&name=%22n%22"
    );
}

/// Elasticsearch's: one or more names in one segment.
#[tokio::test]
async fn lists_in_the_path() {
    #[endpoint(GET "/<index>/_search?<ignore_unavailable>")]
    async fn search(#[path(style = comma)] index: &[&str], ignore_unavailable: Option<bool>);
    assert_eq!(
        target(search(&["logs-2026.01", "-logs,x", "a/b"])).await,
        "GET /v1/logs-2026.01,-logs%2Cx,a%2Fb/_search"
    );
    assert_eq!(
        target(search(&["*"]).ignore_unavailable(true)).await,
        "GET /v1/*/_search?ignore_unavailable=true"
    );
    assert!(search(&[]).to_request("https://h.example").is_err());
    assert!(search(&[".."]).to_request("https://h.example").is_err());
}

#[endpoint(GET "/h")]
async fn headers(
    #[header(style = comma)] accept_language: &[&str],
    #[header("X-Ids", style = comma)] ids: Option<Vec<u64>>,
    #[header] if_modified_since: Option<u16>,
    #[cookie] visits: Option<u64>,
);

#[tokio::test]
async fn lists_and_typed_values_in_headers_and_cookies() {
    assert_eq!(
        sent(headers(&["de", "en;q=0.5"]).ids(vec![1, 2]).if_modified_since(7).visits(3)).await,
        "GET /v1/h HTTP/1.1\r\naccept-language: de, en;q=0.5\r\nx-ids: 1, 2\r\nif-modified-since: 7\r\ncookie: visits=3\r\n\r\n"
    );
    assert_eq!(sent(headers(&[]).ids(vec![])).await, "GET /v1/h HTTP/1.1\r\n\r\n");
    assert!(sent(headers(&[r#""a,\",b""#, "c"])).await.contains("accept-language: \"a,\\\",b\", c\r\n"));
    for refused in [["a,b"], [""], ["\"a"], ["a\r\nb"]] {
        let error = headers(&refused).to_request("https://h.example").unwrap_err();
        assert_eq!(*error.fault(), RequestFault::Header { name: "Accept-Language".into() }, "{refused:?}");
    }
}
