//! Public endpoints where no warning of any kind is allowed. In a library, since `missing_docs` asks only of what is public.

#![deny(missing_debug_implementations, missing_docs, unreachable_pub, unused_qualifications, warnings)]
#![deny(clippy::all, clippy::nursery, clippy::pedantic)]

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use waymark::{
    ByteStream, Bytes, Client, Declared, ErrorSet, Events, FromResponse, Lines, Lookup, NextPage, PageInfo,
    Part, Text, endpoint, endpoints,
};

/// Names an item.
#[derive(Clone, Debug, Lookup)]
#[lookup(crate = waymark)]
pub enum ItemLookup {
    /// By its id.
    Id(u64),
    /// By its name.
    Name(String),
}

/// Lists items.
#[endpoint(GET "/<shelf>/items", errors(shelf_not_found = 404, Server = 5XX), crate = waymark)]
pub async fn list_items(
    shelf: &str,
    b: u32,
    c: u32,
    d: u32,
    e: u32,
    f: u32,
    g: u32,
    h: u32,
    page: Option<u32>,
) -> Vec<String>;

/// An item's picture.
#[derive(Debug, FromResponse)]
#[from_response(crate = waymark)]
pub enum Picture {
    /// All of it.
    #[status(2XX)]
    Whole(ByteStream),
    /// None yet.
    #[status(202)]
    Pending,
    /// None at all.
    #[status(404, 410)]
    Missing,
    /// Where it is.
    #[status(3XX)]
    Elsewhere(waymark::http::Response<()>),
}

/// Gives an item's picture.
#[endpoint(GET "/items/<item>/picture", crate = waymark)]
pub async fn get_picture(item: u64) -> Picture;

/// Gives an item.
#[endpoint(GET "/items/<item>", crate = waymark)]
pub async fn get_item(item: ItemLookup) -> String;

/// What is wrong with an item.
#[derive(Debug, Deserialize)]
pub struct Problem {
    /// In words.
    pub reason: String,
}

/// What every endpoint may answer.
#[derive(Debug, ErrorSet)]
#[error_set(crate = waymark)]
pub enum GeneralErrors {
    /// Too much at once.
    #[error(429)]
    Busy(Declared<Problem>),
    /// Anything else.
    #[error(default)]
    Other(Declared),
}

/// Adds an item.
#[endpoint(
    POST "/items",
    returns(data.item),
    errors("item.exists" as Exists = 409 => Problem, GeneralErrors as General),
    scopes("items:write"),
    headers("X-Version" = "2"),
    idempotency_key = "Idempotency-Key",
    timeout = "5s",
    crate = waymark
)]
pub async fn add_item(
    name: &str,
    tags: Option<Vec<String>>,
    note: Option<Option<String>>,
    #[header] if_match: Option<&str>,
    #[cookie] session: Option<String>,
    #[sensitive] secret: impl Into<String>,
    #[query(style = comma)] fields: Vec<String>,
) -> String;

/// Charges for an item.
#[endpoint(POST "/charges", form, rename_all = "camelCase", crate = waymark)]
pub async fn charge(item_id: u64, #[field(style = brackets)] expand: Option<Vec<String>>);

/// Uploads a picture.
#[endpoint(POST "/items/<item>/pictures", multipart, crate = waymark)]
pub async fn upload(item: u64, picture: Part, title: Option<String>) -> Text;

/// Replaces all that is known of an item.
#[endpoint(PUT "/items/<item..>", media = "text/csv", auth(default), base = "https://h.example", crate = waymark)]
pub async fn replace(item: Cow<'_, str>, #[body] content: Bytes) -> Bytes;

/// Moves an item.
#[endpoint(method("MOVE") "/items/<item>?<filter..>", idempotent, crate = waymark)]
pub async fn move_item<F: Serialize>(item: u64, filter: F);

/// Where the next page is.
#[derive(Debug, Deserialize)]
pub struct Pagination {
    more: bool,
}

impl PageInfo for Pagination {
    fn next(&self) -> NextPage {
        NextPage::unknown().more(self.more)
    }
}

/// Lists all items.
#[endpoint(
    GET "/all",
    returns(items, pagination),
    paginate(page = number, size = per_page, first = 0),
    request = AllItems,
    error = AllItemsFailure,
    errors(NotFound = 404),
    crate = waymark
)]
pub async fn list_all(number: Option<u32>, per_page: Option<u32>) -> (Vec<String>, Pagination);

/// Gives the changes of an item as they happen.
#[endpoint(GET "/items/<item>/changes", crate = waymark)]
pub async fn watch(item: u64) -> Events<String>;

/// Gives all changes.
#[endpoint(GET "/changes", crate = waymark)]
#[deprecated(note = "there are too many")]
pub async fn changes(since: Option<&str>) -> Lines<String>;

/// A client with methods.
#[derive(Debug)]
pub struct Shelf(Client);

impl AsRef<Client> for Shelf {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

/// Removes an item.
#[endpoint(DELETE "/items/<item>", errors(gone = 410), crate = waymark)]
pub async fn remove(self: &Shelf, item: u64, force: Option<bool>) -> Option<String>;

/// Endpoints of people.
#[endpoints(rename_all = "camelCase", errors(GeneralErrors), auth(none), crate = waymark)]
pub mod people {
    use waymark::endpoint;

    use super::GeneralErrors;

    /// Gives a person.
    #[endpoint(GET "/people/<person_id>")]
    pub async fn get_person(person_id: u64, with_friends: Option<bool>) -> waymark::http::Response<String>;
}

#[endpoint(GET "/unused", errors(unused = 404), crate = waymark)]
#[expect(dead_code, reason = "an unused endpoint is found")]
async fn unused(page: Option<u32>) -> String;

// Private functions are taken for the author's, so that an unused one is found.
#[endpoint(GET "/private/<similar>/<similars>", errors(gone = 410), crate = waymark)]
#[expect(dead_code, reason = "an unused endpoint is found")]
async fn private(
    similar: &u8,
    similars: &u8,
    a: bool,
    b: bool,
    c: bool,
    d: bool,
    e: bool,
    f: Vec<String>,
    g: u8,
    h: Option<u8>,
) -> String;

#[endpoint(GET "/private", crate = waymark)]
#[expect(dead_code, reason = "an unused endpoint is found")]
async fn into_private(self: &Shelf, name: &String) -> String;
