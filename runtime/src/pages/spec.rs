//! How the pages of an endpoint follow each other, as constant data.

/// What `paginate(…)` says.
///
/// ```
/// use sigpost::spec::{PageKind, PagesSpec};
///
/// const PAGES: PagesSpec = PagesSpec::new(PageKind::Number { first: 1 }).parameter("page").size("per_page");
/// assert_eq!(PAGES.parameter, "page");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PagesSpec {
    /// How the next page is known.
    pub kind: PageKind,
    /// The parameter that says which page is asked for, by its name in the signature; empty where the whole address
    /// does.
    pub parameter: &'static str,
    /// The parameter that says how many items a full page has, by its name in the signature.
    pub size: Option<&'static str>,
    /// The header field of the answer that says where the next page is, where the body does not.
    pub header: Option<&'static str>,
}

/// How the next page is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageKind {
    /// By the number of the page.
    Number {
        /// The number of the first page, which is asked for where the parameter is left out.
        first: u64,
    },
    /// By how many items come before it.
    Offset,
    /// By a text that the answer gives.
    Cursor,
    /// By an address that the answer gives.
    NextUrl,
    /// By the address in the `Link` header field with `rel="next"` (RFC 8288).
    Link,
}

impl PagesSpec {
    /// Pages of this kind.
    pub const fn new(kind: PageKind) -> Self {
        Self { kind, parameter: "", size: None, header: None }
    }

    /// Sets [`parameter`](Self::parameter).
    pub const fn parameter(mut self, name: &'static str) -> Self {
        self.parameter = name;
        self
    }

    /// Sets [`size`](Self::size).
    pub const fn size(mut self, parameter: &'static str) -> Self {
        self.size = Some(parameter);
        self
    }

    /// Sets [`header`](Self::header).
    pub const fn header(mut self, name: &'static str) -> Self {
        self.header = Some(name);
        self
    }
}
