//! What a page says of itself: its items, and what follows it.

/// A type of answer that is a page of a list.
///
/// A `Vec` of items is one that says nothing of what follows it. `(Vec<T>, P)`, as `returns(users, pagination)` gives
/// it, is one for each `P` that is [`PageInfo`]. Others implement it:
///
/// ```
/// use serde::Deserialize;
/// use sigpost::{NextPage, Page};
///
/// #[derive(Deserialize)]
/// struct Charge {
///     id: String,
/// }
///
/// #[derive(Deserialize)]
/// struct Charges {
///     data: Vec<Charge>,
///     has_more: bool,
/// }
///
/// impl Page for Charges {
///     type Item = Charge;
///
///     fn item_count(&self) -> usize {
///         self.data.len()
///     }
///
///     fn next(&self) -> NextPage {
///         NextPage::unknown().more(self.has_more).at(self.data.last().map(|charge| charge.id.clone()))
///     }
///
///     fn into_items(self) -> Vec<Charge> {
///         self.data
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no page of a list",
    label = "this is what an endpoint with `paginate` returns",
    note = "a page is a `Vec<T>`, a `(Vec<T>, P)` whose `P` implements `sigpost::PageInfo`, or a type that implements `sigpost::Page`"
)]
pub trait Page: Sized {
    /// What the list is of.
    type Item;

    /// How many items the page has.
    fn item_count(&self) -> usize;

    /// What the page says of the one behind it.
    fn next(&self) -> NextPage;

    /// The items.
    fn into_items(self) -> Vec<Self::Item>;
}

impl<T> Page for Vec<T> {
    type Item = T;

    fn item_count(&self) -> usize {
        self.len()
    }

    fn next(&self) -> NextPage {
        NextPage::unknown()
    }

    fn into_items(self) -> Self {
        self
    }
}

impl<T, P: PageInfo> Page for (Vec<T>, P) {
    type Item = T;

    fn item_count(&self) -> usize {
        self.0.len()
    }

    fn next(&self) -> NextPage {
        self.1.next()
    }

    fn into_items(self) -> Vec<T> {
        self.0
    }
}

/// No answer is the last page, and has no items.
impl<P: Page> Page for Option<P> {
    type Item = P::Item;

    fn item_count(&self) -> usize {
        self.as_ref().map_or(0, P::item_count)
    }

    fn next(&self) -> NextPage {
        self.as_ref().map_or(NextPage::unknown().more(false), P::next)
    }

    fn into_items(self) -> Vec<P::Item> {
        self.map_or_else(Vec::new, P::into_items)
    }
}

/// The part of an answer that says where in the list its page is.
///
/// A `String` is the cursor or the address of the next page, and no `String`, or an empty one, the end; a `bool` says
/// whether there is a next page. Others implement it:
///
/// ```
/// use serde::Deserialize;
/// use sigpost::{NextPage, PageInfo};
///
/// #[derive(Deserialize)]
/// struct Pagination {
///     total_pages: Option<u64>,
///     per_page: u64,
/// }
///
/// impl PageInfo for Pagination {
///     fn next(&self) -> NextPage {
///         NextPage::unknown().total_pages(self.total_pages).size(self.per_page)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what page follows",
    label = "this stands beside the items of a page",
    note = "implement `sigpost::PageInfo` for it"
)]
pub trait PageInfo {
    /// What it says of the next page.
    fn next(&self) -> NextPage;
}

impl PageInfo for String {
    fn next(&self) -> NextPage {
        NextPage::unknown().at(self.clone())
    }
}

impl PageInfo for bool {
    fn next(&self) -> NextPage {
        NextPage::unknown().more(*self)
    }
}

impl<P: PageInfo> PageInfo for Option<P> {
    fn next(&self) -> NextPage {
        self.as_ref().map_or_else(NextPage::unknown, P::next)
    }
}

/// What an answer says of the page behind it. Whatever it does not say may be left out, or given as `None`.
///
/// Of what is said, the first of these decides whether there is a next page: [`more`](Self::more), the
/// [totals](Self::total_pages), whether the page is [full](Self::size); and if nothing is, whether it has any items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct NextPage {
    pub(super) at: Option<String>,
    pub(super) more: Option<bool>,
    pub(super) total_pages: Option<u64>,
    pub(super) total_items: Option<u64>,
    pub(super) size: Option<u64>,
}

impl NextPage {
    /// Nothing is said.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// Where it is: a cursor, an address, or, as text, a page number or an offset. None, or an empty text, says that
    /// there is none where the endpoint has cursors or addresses.
    pub fn at(mut self, position: impl Into<Option<String>>) -> Self {
        self.at = position.into().filter(|position| !position.is_empty());
        self
    }

    /// Whether there is one.
    pub fn more(mut self, more: impl Into<Option<bool>>) -> Self {
        self.more = more.into();
        self
    }

    /// How many pages there are in all.
    pub fn total_pages(mut self, pages: impl Into<Option<u64>>) -> Self {
        self.total_pages = pages.into();
        self
    }

    /// How many items there are in all.
    pub fn total_items(mut self, items: impl Into<Option<u64>>) -> Self {
        self.total_items = items.into();
        self
    }

    /// How many items a full page has. Goes before what the request asks for, which servers may cut down.
    pub fn size(mut self, items: impl Into<Option<u64>>) -> Self {
        self.size = items.into();
        self
    }
}
