//! What a call adds to its request, which its endpoint does not declare.

use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Call, Exchange};
use crate::client::header_field;
use crate::request::{BaseUrl, Body, QueryParam, RequestError, addition, idempotency};

impl<T, E> Call<T, E> {
    /// Sends one more header field with this call; one of the same name is replaced. The `Content-Type` of a multipart body,
    /// which has its boundary, cannot be.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: AsRef<str> + TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        self.exchange.header(header_field(name, value));
        self
    }

    /// Sends one more query pair, or several where the value is a list or has members, behind those of the declaration.
    ///
    /// ```
    /// # #[sigpost::endpoint(GET "/books?<page>")]
    /// # async fn list_books(page: u32);
    /// # let client = sigpost::Client::builder("https://h.example").build()?;
    /// let request = client.send(list_books(2)).query("sort", "title").query("tag", ["a", "b"]).to_request()?;
    /// assert_eq!(request.uri(), "https://h.example/books?page=2&sort=title&tag=a&tag=b");
    /// # Ok::<(), sigpost::RequestError>(())
    /// ```
    pub fn query<V: QueryParam>(mut self, name: &str, value: V) -> Self {
        let pairs = addition::pairs(name, self.exchange.client.list_style(), &value);
        self.exchange.query(pairs);
        self
    }

    /// Sends one more member of the JSON object that is the body; one of the same name is replaced. A request without a
    /// body gets one. With any other body, and with `HEAD` and `TRACE`, which have none, the call gives a
    /// [`RequestFault::Added`](crate::RequestFault::Added).
    ///
    /// ```
    /// # #[sigpost::endpoint(POST "/books")]
    /// # async fn add_book(title: &str);
    /// # let client = sigpost::Client::builder("https://h.example").build()?;
    /// let request = client.send(add_book("Dune")).field("year", 1965).to_request()?;
    /// assert_eq!(request.body().as_bytes().unwrap(), r#"{"title":"Dune","year":1965}"#);
    /// # Ok::<(), sigpost::RequestError>(())
    /// ```
    pub fn field<V: Serialize>(mut self, name: &str, value: V) -> Self {
        self.exchange.field(name, addition::json(name, &value));
        self
    }

    /// Sends this call to the API at another base address, in place of what the endpoint and the client say.
    ///
    /// The client's credentials go there as well, so it should be an address that is known, not one that an answer names.
    /// The path that is declared, and the query, stay. So it goes before [`url`](Self::url): behind that, it would put the
    /// path of that address behind this base.
    pub fn base(mut self, address: &str) -> Self {
        self.exchange.base(BaseUrl::parse(address));
        self
    }

    /// Sends this call to an address that an answer gave, query and all, in place of what the endpoint declares: where a
    /// redirect leads, where an upload goes. The method, the header fields, and the body stay.
    ///
    /// The client's credentials go there only where it has the origin that the call had before (RFC 6454, section 4); a
    /// header field that is set otherwise goes there as well. A relative address is relative to what the call's was.
    ///
    /// Pairs that [`query`](Self::query) added before are replaced as well; those that it adds behind this go there. The
    /// call gives a [`RequestFault::Uri`](crate::RequestFault::Uri) for what is no address of HTTP, has a user, white
    /// space, or a backslash, and for a path with a segment `.` or `..`, as `../books` is: resolve that before.
    ///
    /// ```
    /// # use sigpost::{ByteStream, Client, endpoint};
    /// #[endpoint(GET "/")]
    /// async fn download() -> ByteStream;
    ///
    /// let client = Client::builder("https://api.example.com").bearer_token("secret").build()?;
    /// let request = client.send(download()).url("https://files.example.com/a.zip?expires=7").to_request()?;
    /// assert_eq!(request.uri(), "https://files.example.com/a.zip?expires=7");
    /// assert!(!request.headers().contains_key("authorization"));
    /// # Ok::<(), sigpost::RequestError>(())
    /// ```
    pub fn url(mut self, address: &str) -> Self {
        self.exchange.url(address);
        self
    }

    /// Sends this idempotency key: in the header field that the endpoint declares (`idempotency_key = "…"`), in place of
    /// the key that is made for each call, or else in `Idempotency-Key`.
    ///
    /// With a key, the call may be tried again whatever its method. Of [pages](Self::pages), the key is for the first one
    /// that is asked for. A key of one's own, stored before the call, is the same
    /// after a restart.
    pub fn idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        self.exchange.is_idempotent = true;
        let field = self.exchange.spec.idempotency_key.unwrap_or(idempotency::USUAL_FIELD);
        self.exchange.header(header_field(field, key.as_ref()));
        self
    }
}

impl Exchange {
    pub(super) fn shown(&self) -> Option<&Result<http::Request<Body>, RequestError>> {
        self.redacted.as_deref().or(self.request.as_ref())
    }

    /// Changes the request, and what is shown of it.
    fn change(&mut self, change: impl Fn(&mut http::Request<Body>) -> Result<(), RequestError>) {
        for request in [self.request.as_mut(), self.redacted.as_deref_mut()].into_iter().flatten() {
            if let Ok(known) = request
                && let Err(error) = change(known)
            {
                *request = Err(error.in_endpoint(self.spec.name));
            }
        }
    }

    fn header(&mut self, field: Result<(HeaderName, HeaderValue), RequestError>) {
        let key_field = self.spec.idempotency_key.unwrap_or_default();
        let is_key = |(name, _): &(HeaderName, HeaderValue)| name.as_str().eq_ignore_ascii_case(key_field);
        self.is_key_made &= !field.as_ref().is_ok_and(is_key);
        self.change(|request| {
            let (name, value) = field.clone()?;
            addition::set_header(request, name, value)
        });
    }

    /// Makes an idempotency key, unless a parameter gives one.
    pub(super) fn make_key(&mut self, field: &'static str) {
        let is_given = matches!(&self.request, Some(Ok(request)) if request.headers().contains_key(field));
        if !is_given {
            self.header(idempotency::new_key(field));
            self.is_key_made = true;
        }
    }

    fn query(&mut self, pairs: Result<String, RequestError>) {
        self.change(|request| {
            *request.uri_mut() = addition::with_pairs(request.uri(), pairs.as_ref().map_err(Clone::clone)?)?;
            Ok(())
        });
    }

    fn field(&mut self, name: &str, value: Result<Box<RawValue>, RequestError>) {
        let media = self.spec.media.unwrap_or("application/json");
        self.change(|request| {
            addition::set_member(request, media, name, value.as_ref().map_err(Clone::clone)?)
        });
    }

    fn base(&mut self, base: Result<BaseUrl, RequestError>) {
        let known = match (&self.base, self.spec.base) {
            (Some(base), _) => base.prefix().to_owned(),
            (None, Some(base)) => BaseUrl::parse(base).map_or(String::new(), |base| base.prefix().to_owned()),
            (None, None) => self.client.base_url().prefix().to_owned(),
        };
        self.change(|request| {
            let base = base.as_ref().map_err(Clone::clone)?;
            *request.uri_mut() = addition::with_base(request.uri(), &known, base)?;
            Ok(())
        });
        self.base = base.ok().map(Box::new);
    }

    fn url(&mut self, address: &str) {
        // Without a request there is nothing to change either.
        let Some(Ok(known)) = &self.request else { return };
        self.is_readdressed = true;
        self.is_elsewhere |=
            addition::elsewhere(known.uri(), address).is_ok_and(|(_, is_elsewhere)| is_elsewhere);
        // Each from its own: a relative address would take a secret over into what is shown.
        self.change(|request| {
            (*request.uri_mut(), _) = addition::elsewhere(request.uri(), address)?;
            Ok(())
        });
    }
}
