//! Declarations in a package that knows the library by another name only.

pub mod strict;

use waymark::{Declared, ErrorSet, Lookup, endpoint, endpoints};

/// Names an item.
#[derive(Lookup)]
#[lookup(crate = waymark)]
pub enum ItemLookup {
    /// By its id.
    Id(u64),
    /// By its name.
    Name(String),
}

/// What every endpoint may answer.
#[derive(Debug, ErrorSet)]
#[error_set(crate = waymark)]
pub enum GeneralErrors {
    /// Too much at once.
    #[error(429)]
    Busy(Declared),
}

/// Lists the items.
#[endpoint(GET "/items", crate = waymark, errors(GeneralErrors), paginate(page))]
pub async fn list_items(page: Option<u32>) -> Vec<String>;

/// Gives an item.
#[endpoint(GET "/items/<item>", crate = waymark, errors(item_not_found = 404))]
pub async fn get_item(item: ItemLookup, expand: Option<bool>) -> String;

/// Items that are shared: the group says where the library is.
#[endpoints(crate = waymark)]
pub mod shared {
    use super::{ItemLookup, endpoint};

    /// Shares an item.
    #[endpoint(POST "/shared")]
    pub async fn share_item(item: ItemLookup) -> String;
}

#[cfg(test)]
mod tests {
    use waymark::Endpoint;

    use super::*;

    #[test]
    fn requests() {
        let request = get_item(ItemLookup::Name("a".into())).expand(true).to_request("https://h/v1").unwrap();
        assert_eq!(request.uri(), "https://h/v1/items/_?item%5Bname%5D=a&expand=true");
        assert_eq!(ListItems::SPEC.errors, GeneralErrors::ERRORS);
        assert_eq!(ListItems::SPEC.pages.unwrap().parameter, "page");
        let request = shared::share_item(ItemLookup::Id(7)).to_request("https://h/v1").unwrap();
        assert_eq!(&request.body().as_bytes().unwrap()[..], br#"{"item":{"id":7}}"#);
    }

    #[test]
    fn the_strict_ones_too() {
        let request =
            strict::list_items("a", 1, 2, 3, 4, 5, 6, 7).page(2).to_request("https://h/v1").unwrap();
        assert_eq!(request.uri(), "https://h/v1/a/items?b=1&c=2&d=3&e=4&f=5&g=6&h=7&page=2");
        let pending = waymark::http::Response::builder().status(202).body("".into()).unwrap();
        assert!(matches!(strict::GetPicture::decode(pending), Ok(strict::Picture::Pending)));
    }
}
