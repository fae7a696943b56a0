//! Lists that come in pages: what an answer says of the page behind it, where the request of that page goes, and the
//! streams and iterators that ask for one page after the other. A page itself is asked for as any other call is.

mod course;
mod link;
mod page;
mod spec;
mod stream;
mod target;

#[cfg(any(fuzzing, test))]
pub(crate) use self::link::next as link_next;
pub use self::page::{NextPage, Page, PageInfo};
pub use self::spec::{PageKind, PagesSpec};
pub use self::stream::{Items, Pages};
use crate::call::Call;
use crate::error::ErrorSet;
use crate::response::ResponseDecoder;

impl<T: Page, E: ErrorSet> Call<T, E> {
    /// All pages from this one on, each asked for when the one before it has been taken.
    ///
    /// The endpoint says by `paginate(…)` how its pages follow each other. What is set on the call holds for each page, a
    /// `timeout` too, which is the time of one page and not of the whole walk. But for two things:
    ///
    /// - An idempotency key that is set on the call goes with the first page that is asked for. Each further one has a
    ///   new key, since it is another request.
    /// - With `next_url` and `link` the address that the server gives takes the place of path and query: what
    ///   [`query`](Call::query) adds is not in the second page, unless the server repeats it.
    ///
    /// ```
    /// use sigpost::{Client, endpoint};
    /// # use sigpost::transport::MemoryTransport;
    ///
    /// #[endpoint(GET "/users", paginate(page))]
    /// pub async fn list_users(page: Option<u32>) -> Vec<String>;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let transport = MemoryTransport::new(|request| http::Response::new(match request.uri().query() {
    /// #     None => r#"["Ada", "Grace"]"#.into(),
    /// #     Some("page=2") => r#"["Mary"]"#.into(),
    /// #     _ => "[]".into(),
    /// # }));
    /// # let client = Client::builder("https://api.example.com").transport(transport).build()?;
    /// let mut pages = client.send(list_users()).pages();
    /// while let Some(users) = pages.next().await {
    ///     println!("{:?}; the next page is {:?}", users?, pages.position());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(self) -> Pages<T, E> {
        Pages::new(self)
    }

    /// The items of [all pages](Self::pages), one by one. They have no position: what is to be resumed is walked by
    /// [`pages`](Self::pages).
    ///
    /// ```
    /// use sigpost::{Client, endpoint};
    /// # use sigpost::transport::MemoryTransport;
    ///
    /// #[endpoint(GET "/users", paginate(page))]
    /// pub async fn list_users(page: Option<u32>) -> Vec<String>;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let transport = MemoryTransport::new(|request| http::Response::new(match request.uri().query() {
    /// #     None => r#"["Ada", "Grace"]"#.into(),
    /// #     Some("page=2") => r#"["Mary"]"#.into(),
    /// #     _ => "[]".into(),
    /// # }));
    /// # let client = Client::builder("https://api.example.com").transport(transport).build()?;
    /// # #[cfg(feature = "blocking")] {
    /// let users: Vec<String> = client.send(list_users()).items().blocking().collect::<Result<_, _>>()?;
    /// assert_eq!(users, ["Ada", "Grace", "Mary"]);
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> Items<T, E> {
        Items::new(self.pages())
    }
}

impl<T: Page> ResponseDecoder<T> {
    /// The same. What an endpoint with pages returns must be a [`Page`], and this is where that is asked for.
    pub const fn paged(self) -> Self {
        self
    }
}
