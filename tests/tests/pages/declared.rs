//! The endpoints that the tests call: one for each kind of pages, over one form of answer.

use serde::Deserialize;
use sigpost::{NextPage, Page, PageInfo, endpoint};

/// Whatever a server may say of a page.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Info {
    pub total_pages: Option<u64>,
    pub total: Option<u64>,
    pub per_page: Option<u64>,
    pub more: Option<bool>,
    pub next: Option<String>,
}

impl PageInfo for Info {
    fn next(&self) -> NextPage {
        NextPage::unknown()
            .total_pages(self.total_pages)
            .total_items(self.total)
            .size(self.per_page)
            .more(self.more)
            .at(self.next.clone())
    }
}

/// A page as a type of its own.
#[derive(Debug, Deserialize)]
pub(crate) struct Numbers {
    pub items: Vec<u64>,
    info: Info,
}

impl Page for Numbers {
    type Item = u64;

    fn item_count(&self) -> usize {
        self.items.len()
    }

    fn next(&self) -> NextPage {
        self.info.next()
    }

    fn into_items(self) -> Vec<u64> {
        self.items
    }
}

#[endpoint(GET "/items?x=1&<page>", returns(items, info), paginate(page))]
pub(crate) fn by_page(page: Option<u64>) -> (Vec<u64>, Info);

#[endpoint(GET "/items", paginate(page = number, first = 0))]
pub(crate) fn by_page_from_zero(#[rename("p")] number: Option<u64>) -> Numbers;

#[endpoint(GET "/items", returns(items), paginate(page, size = per_page))]
pub(crate) fn by_page_without_info(page: Option<u64>, per_page: Option<u64>) -> Vec<u64>;

#[endpoint(GET "/items", returns(items, info), paginate(offset))]
pub(crate) fn by_offset(offset: Option<u64>) -> (Vec<u64>, Info);

#[endpoint(GET "/items", returns(items, info), paginate(cursor = starting_after))]
pub(crate) fn by_cursor(starting_after: Option<&str>) -> (Vec<u64>, Info);

#[endpoint(POST "/items", returns(items, info), paginate(cursor))]
pub(crate) fn by_cursor_in_body(filter: &str, cursor: Option<&str>) -> (Vec<u64>, Option<Info>);

#[endpoint(GET "/items", returns(items), paginate(cursor = after, header = "X-Next"))]
pub(crate) fn by_header(#[header("X-After")] after: Option<&str>) -> Vec<u64>;

#[endpoint(GET "/items", returns(items), paginate(page, header = "X-Next"))]
pub(crate) fn by_page_in_header(page: Option<u64>) -> Vec<u64>;

#[endpoint(GET "/items?x=1", returns(items, next), paginate(next_url))]
pub(crate) fn by_next_url() -> (Vec<u64>, Option<String>);

#[endpoint(GET "/items?x=1", returns(items), paginate(link))]
pub(crate) fn by_link() -> Vec<u64>;

#[endpoint(GET "/items", returns(items))]
pub(crate) fn undeclared() -> Vec<u64>;
