//! Public endpoints where no warning of any kind is allowed. In a library, since `missing_docs` asks only of what is public.

#![deny(missing_docs, unreachable_pub, warnings)]
#![deny(clippy::all, clippy::pedantic)]

use waymark::{ByteStream, FromResponse, Lookup, endpoint};

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

#[endpoint(GET "/unused", errors(unused = 404), crate = waymark)]
#[allow(dead_code)]
async fn unused(page: Option<u32>) -> String;
