//! Declarations that `macro_rules!` write, from fragments that they are given.

use sigpost::endpoint;

use crate::sent;

macro_rules! getter {
    ($name:ident, $path:literal, $parameter:ident: $ty:ty => $output:ty) => {
        #[endpoint(GET $path, errors(item_not_found = 404))]
        fn $name($parameter: $ty, page: Option<u32>) -> $output;
    };
}

getter!(get_item, "/items/<item>", item: u64 => Vec<String>);
getter!(get_name, "/names/<name>", name: &str => Option<String>);

macro_rules! creators {
    ($($visibility:vis $name:ident $method:ident $path:literal $status:literal;)*) => {
        $(
            #[endpoint($method $path, errors(item_not_found = $status))]
            $visibility fn $name(item: u64);
        )*
    };
}

creators! {
    pub(crate) create_item POST "/items" 404;
    pub(crate) replace_item PUT "/items" 410;
}

#[test]
fn fragments() {
    assert_eq!(sent(&get_item(7).page(2)), "GET /items/7?page=2");
    assert_eq!(sent(&get_name("a")), "GET /names/a");
    assert_eq!(sent(&create_item(7)), r#"POST /items {"item":7}"#);
    assert_eq!(sent(&replace_item(7)), r#"PUT /items {"item":7}"#);
}

macro_rules! optional {
    ($name:ident, $ty:ty) => {
        #[endpoint(GET "/optional")]
        fn $name(page: $ty);
    };
}

optional!(optional_by_fragment, Option<u32>);

#[test]
fn an_option_in_a_fragment_is_a_setter() {
    assert_eq!(sent(&optional_by_fragment().page(2)), "GET /optional?page=2");
}

macro_rules! returning {
    ($name:ident, $output:ty) => {
        #[endpoint(GET "/returned")]
        fn $name() -> $output;
    };
}

returning!(nothing_by_fragment, ());

#[test]
fn a_unit_in_a_fragment_reads_no_body() {
    let answer = http::Response::new(bytes::Bytes::from_static(b"no JSON"));
    <NothingByFragment as sigpost::Endpoint>::decode(answer).unwrap();
    assert_eq!(sent(&nothing_by_fragment()), "GET /returned");
}

macro_rules! constant {
    ($name:ident, $value:literal) => {
        #[endpoint(POST "/constant", fields(level = $value))]
        fn $name();
    };
}

constant!(negative, -1);
constant!(negative_fraction, -1.5);
constant!(least, -9223372036854775808);
constant!(greatest, 18446744073709551615);
constant!(text, "a");

#[test]
fn constants_in_fragments() {
    assert_eq!(sent(&negative()), r#"POST /constant {"level":-1}"#);
    assert_eq!(sent(&negative_fraction()), r#"POST /constant {"level":-1.5}"#);
    assert_eq!(sent(&least()), r#"POST /constant {"level":-9223372036854775808}"#);
    assert_eq!(sent(&greatest()), r#"POST /constant {"level":18446744073709551615}"#);
    assert_eq!(sent(&text()), r#"POST /constant {"level":"a"}"#);
}
