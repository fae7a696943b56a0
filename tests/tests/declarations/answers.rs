//! What declarations can return.

use sigpost::{Endpoint, endpoint};

use crate::sent;

#[endpoint(GET "/a")]
fn nothing();

#[endpoint(GET "/a")]
fn unit() -> ();

#[endpoint(GET "/a")]
fn perhaps() -> Option<u32>;

#[endpoint(GET "/a")]
fn as_text() -> sigpost::Text;

#[endpoint(GET "/a")]
fn as_bytes() -> sigpost::Bytes;

#[endpoint(GET "/a")]
fn perhaps_text() -> Option<sigpost::Text>;

#[endpoint(GET "/a")]
fn perhaps_bytes() -> http::Response<Option<sigpost::Bytes>>;

#[endpoint(GET "/a", returns(first, "odd name"))]
fn tuple() -> (u32, Option<String>);

type Pair = (u32, u32);

#[endpoint(GET "/a", returns(a, b))]
#[expect(dead_code, reason = "only its types are used")]
fn alias() -> Pair;

fn accepts(request: &impl Endpoint) -> Option<String> {
    let request = request.to_request("https://h/v1").unwrap();
    request.headers().get("accept").map(|value| value.to_str().unwrap().to_owned())
}

fn answer(body: &'static str) -> http::Response<bytes::Bytes> {
    http::Response::new(bytes::Bytes::from_static(body.as_bytes()))
}

#[test]
fn requests_ask_for_what_is_read() {
    assert_eq!(sent(&nothing()), "GET /a");
    assert_eq!((accepts(&nothing()), accepts(&unit())), (None, None));
    assert_eq!(accepts(&perhaps()).as_deref(), Some("application/json"));
    assert_eq!(accepts(&tuple()).as_deref(), Some("application/json"));
    assert_eq!(accepts(&as_text()).as_deref(), Some("text/plain, */*;q=0.8"));
    assert_eq!(accepts(&as_bytes()).as_deref(), Some("*/*"));
    assert_eq!(accepts(&perhaps_text()), accepts(&as_text()));
    assert_eq!(accepts(&perhaps_bytes()), accepts(&as_bytes()));
}

#[test]
fn answers_are_read() {
    Nothing::decode(answer("ignored")).unwrap();
    Unit::decode(answer("ignored")).unwrap();
    assert_eq!(Perhaps::decode(answer("7")).unwrap(), Some(7));
    assert_eq!(&*AsText::decode(answer("a")).unwrap(), "a");
    assert_eq!(Tuple::decode(answer(r#"{"first": 1, "odd name": "a"}"#)).unwrap(), (1, Some("a".to_owned())));
    assert_eq!(Alias::decode(answer(r#"{"b": 2, "a": 1}"#)).unwrap(), (1, 2));
}

#[test]
fn no_body_is_no_text_and_no_bytes() {
    let no_content = || http::Response::builder().status(204).body(bytes::Bytes::new()).unwrap();
    assert_eq!(PerhapsText::decode(answer("null")).unwrap(), Some(sigpost::Text("null".to_owned())));
    assert_eq!(PerhapsText::decode(answer("")).unwrap(), None);
    assert_eq!(PerhapsText::decode(no_content()).unwrap(), None);
    assert_eq!(PerhapsBytes::decode(answer(" ")).unwrap().into_body().as_deref(), Some(b" ".as_slice()));
    assert_eq!(PerhapsBytes::decode(no_content()).unwrap().into_body(), None);
    PerhapsText::decode(http::Response::builder().status(404).body(bytes::Bytes::new()).unwrap())
        .unwrap_err();
}
