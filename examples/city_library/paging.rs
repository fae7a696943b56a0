//! How lists go on.

use serde::Deserialize;
use sigpost::{NextPage, PageInfo};

/// Where a page stands in its list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Paging {
    /// The cursor of the next page; none on the last.
    pub next: Option<String>,
    /// How many items there are in all, where that is known.
    pub total: Option<u64>,
}

impl PageInfo for Paging {
    fn next(&self) -> NextPage {
        NextPage::unknown().more(self.next.is_some()).at(self.next.clone())
    }
}
