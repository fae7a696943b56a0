//! The catalogue, searched. It is open to all, so that no credentials are sent.

use serde::{Deserialize, Serialize};
use sigpost::endpoints;

use super::books::{Book, Format};

pub use self::declared::*;

/// What is looked for. What is not set does not matter.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// The title has these words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// One of the authors has this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// It is one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub format: Vec<Format>,
    /// It was published in this year, or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u16>,
}

/// A book that was found.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Hit {
    /// The book.
    pub book: Book,
    /// How well it fits, from 0 to 1.
    pub score: f64,
}

#[endpoints(rename_all = "camelCase", errors(CommonErrors), auth(none))]
mod declared {
    use sigpost::endpoint;

    use super::{Filter, Hit};
    use crate::city_library::{CityLibrary, CommonErrors, Paging};

    /// Searches the catalogue, the best first.
    #[endpoint(
        GET "/search?<filter..>",
        returns(hits, paging),
        paginate(cursor = after),
        errors(too_many_words = 400),
        timeout = "10s",
    )]
    pub async fn search(self: &CityLibrary, filter: Filter, after: Option<String>) -> (Vec<Hit>, Paging);

    /// Completes what someone is writing.
    #[endpoint(GET "/search/suggestions?q=<text>", returns(suggestions), timeout = "2s")]
    pub async fn suggest(self: &CityLibrary, text: &str, limit: Option<u8>) -> Vec<String>;
}
