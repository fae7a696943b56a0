//! Where declarations stand: in function bodies, in nested modules, below `cfg`.

use sigpost::endpoint;

use crate::sent;

#[test]
fn in_a_function() {
    #[endpoint(GET "/items/<item>", errors(item_not_found = 404))]
    fn get_item(item: u64);

    assert_eq!(sent(&get_item(7)), "GET /items/7");
}

mod outer {
    pub(super) mod inner {
        pub(in crate::places) struct Item(pub(in crate::places) u8);

        impl std::fmt::Display for Item {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        #[sigpost::endpoint(GET "/items/<item>", errors(item_not_found = 404))]
        pub(in crate::places) fn get_item(item: Item);
    }
}

#[test]
fn in_nested_modules() {
    assert_eq!(sent(&outer::inner::get_item(outer::inner::Item(7))), "GET /items/7");
}

#[cfg(any())]
#[endpoint(GET "/never")]
fn never(item: NoSuchType);

#[endpoint(GET "/items")]
fn list_items(
    #[cfg(not(any()))] page: Option<u32>,
    #[cfg(any())] page_token: NoSuchType,
    #[cfg(any())] cursor: Option<NoSuchType>,
    #[cfg(not(any()))] per_page: u32,
);

#[test]
fn below_cfg() {
    assert_eq!(sent(&list_items(5).page(2)), "GET /items?page=2&per_page=5");
}

#[endpoint(GET "/old")]
#[deprecated(note = "there is a new one")]
fn old(page: Option<u32>);

#[test]
#[expect(deprecated, reason = "what the test is about")]
fn deprecated_is_kept() {
    let request = old();
    assert_eq!(sent(&request), "GET /old");
    assert!(<Old as sigpost::Endpoint>::SPEC.deprecated);
}
