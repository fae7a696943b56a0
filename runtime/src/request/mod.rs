//! Building requests: from the values of a declared endpoint to an [`http::Request`]. No I/O, and no credentials.

pub(crate) mod addition;
mod base;
mod body;
mod body_param;
mod content;
pub(crate) mod curl;
mod error;
mod escape;
#[cfg(feature = "fs")]
mod file;
mod header;
pub(crate) mod idempotency;
mod joined;
mod multipart;
mod multipart_body;
mod nd_json;
mod pairs_of;
mod path;
mod query;
pub(crate) mod reference;
mod stream;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, Method, Uri};
use serde::Serialize;
use std::fmt::Display;

pub(crate) use self::base::BaseUrl;
pub use self::body::{Body, FieldParam, FormParam};
pub use self::body_param::{BodyParam, EncodeError};
use self::content::Content;
pub use self::error::{PageRefusal, PathRefusal, RequestError, RequestFault};
pub(crate) use self::escape::{QUERY, push_escaped};
pub use self::header::HeaderParam;
pub(crate) use self::header::{admit, guard};
pub use self::multipart::{Part, PartParam, PartWriter};
pub use self::nd_json::NdJson;
pub use self::pairs_of::{Members, PairsOf, WithoutMembers};
pub use self::path::{AllowEmpty, CommaJoined, PathEncoder, PathList, PathParam, Sensitive};
pub use self::query::{ListStyle, QueryParam};
pub use self::stream::StreamBody;
pub(crate) use self::stream::stream_fault;
use crate::endpoint::Requested;
use crate::spec::{Auth, EndpointSpec};

/// What the surroundings of an endpoint decide about its request.
pub(crate) struct Setting<'a> {
    pub(crate) base: &'a BaseUrl,
    /// The client's.
    pub(crate) headers: &'a HeaderMap,
    pub(crate) list_style: ListStyle,
    /// Whether the request is built to be shown, not sent: then `<redacted>` stands for the values of sensitive parameters.
    pub(crate) shown: bool,
}

/// How many header fields are likely beside those that the client and the declaration set: `Accept`, `Content-Type`,
/// `Authorization`, and one parameter.
const MORE_HEADERS: usize = 4;

/// Takes the values of an endpoint's parameters and builds the request.
///
/// [`Endpoint::encode`](crate::Endpoint::encode) calls it. What cannot be sent is remembered, the first fault counts,
/// and comes out as a [`RequestError`] when the request is sent or taken.
pub struct RequestEncoder<'a> {
    spec: &'static EndpointSpec,
    setting: Setting<'a>,
    path: String,
    query: String,
    headers: HeaderMap,
    cookies: String,
    content: Content,
    fault: Option<RequestError>,
    /// Whether the next value is a secret.
    sensitive: bool,
}

impl<'a> RequestEncoder<'a> {
    /// The request of an endpoint.
    pub(crate) fn encode(
        endpoint: &dyn Requested,
        setting: Setting<'a>,
    ) -> Result<http::Request<Body>, RequestError> {
        let spec = endpoint.spec();
        let mut encoder = Self {
            spec,
            path: String::with_capacity(setting.base.prefix().len() + spec.path.len() + 48),
            query: String::new(),
            headers: HeaderMap::with_capacity(setting.headers.len() + spec.headers.len() + MORE_HEADERS),
            cookies: String::new(),
            content: Content::default(),
            fault: None,
            sensitive: false,
            setting,
        };
        for (name, value) in encoder.setting.headers {
            encoder.headers.insert(name, value.clone());
        }
        if spec.media.is_some() {
            encoder.headers.remove(CONTENT_TYPE);
        }
        if spec.auth != Auth::Default {
            // What holds for all is credentials, too, and the endpoint asks for others, or for none.
            encoder.headers.remove(AUTHORIZATION);
        }
        if let Some(accept) = endpoint.wants().accept {
            encoder.constant_header(ACCEPT, accept);
        }
        for (name, value) in spec.headers {
            encoder.header(name, value);
        }
        endpoint.write(&mut encoder);
        let (method, uri, body) = encoder.finish().map_err(|error| error.in_endpoint(spec.name))?;
        let mut request = http::Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = encoder.headers;
        Ok(request)
    }

    /// The path: the template of the spec, with one value for each of its placeholders, in their order.
    pub fn path(&mut self, values: &[&dyn PathParam]) {
        self.path.clear();
        self.path.push_str(self.setting.base.prefix());
        let shown = self.setting.shown;
        let result = path::expand(self.spec, values, shown, &mut self.path, &mut self.query);
        self.note(result);
    }

    /// Makes the value that is given next a secret, as `#[sensitive]` does: it is sent, and `Debug`, curl, and errors do
    /// not show it. For values of the path there is [`Sensitive`].
    ///
    /// [`EndpointSpec::parameters`] must say so as well ([`ParameterSpec::sensitive`](crate::spec::ParameterSpec::sensitive)).
    pub fn sensitive(&mut self) -> &mut Self {
        self.sensitive = true;
        self
    }

    fn hides(&self) -> bool {
        self.sensitive && self.setting.shown
    }

    /// Query pairs under `name`: one for a plain value, none for `None`, several for a list or nested members.
    pub fn query<T: QueryParam + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.query_styled(name, self.setting.list_style, value);
    }

    /// Query pairs under `name`, with a list style of their own.
    // Never inline: each query parameter of every endpoint would take 50 bytes more.
    #[inline(never)]
    pub fn query_styled<T: QueryParam + ?Sized>(&mut self, name: &'static str, style: ListStyle, value: &T) {
        let start = self.query.len();
        let result = query::write_pairs(&mut self.query, name, style, value);
        self.note_query(name, start, result);
    }

    /// The members of a struct or map as query pairs, each under its own name; `parameter` is for errors.
    pub fn query_fields<T: QueryParam + ?Sized>(&mut self, parameter: &'static str, value: &T) {
        self.query_fields_styled(parameter, self.setting.list_style, value);
    }

    /// The members of a struct or map as query pairs, with a list style of their own.
    pub fn query_fields_styled<T: QueryParam + ?Sized>(
        &mut self,
        parameter: &'static str,
        style: ListStyle,
        value: &T,
    ) {
        let start = self.query.len();
        let result = query::write_fields(&mut self.query, style, value);
        self.note_query(parameter, start, result);
    }

    /// A constant pair, `sort=asc`, escaped already.
    pub fn query_constant(&mut self, pair: &'static str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pair);
    }

    /// A header field; one of the same name that the client or the declaration sets is replaced.
    pub fn header<T: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_field(name, &value);
    }

    /// A header field, unless the value is `None`.
    pub fn optional_header<T: HeaderParam>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.header_field(name, value),
            None => self.sensitive = false,
        }
    }

    /// A header field with the elements of a list, joined by commas (RFC 9110, section 5.6.1): none for `None` and for an
    /// empty list. An element that would be read as several or none is refused.
    pub fn header_list<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let mut list = String::new();
        match joined::write_header_list(&mut list, value) {
            Ok(()) if list.is_empty() => self.sensitive = false,
            Ok(()) => self.header_field(name, &list),
            Err(error) => self.note_fault(RequestFault::Header { name: name.into() }, error),
        }
    }

    fn header_field(&mut self, name: &'static str, value: &dyn Display) {
        let value = if self.hides() { &curl::REDACTED } else { value };
        match header::field(name, value) {
            Ok((name, mut value)) => {
                if self.sensitive {
                    value.set_sensitive(true);
                }
                self.headers.insert(name, value);
            }
            Err(error) => self.note(Err(error)),
        }
        self.sensitive = false;
    }

    /// A header field of the declaration, unless there is one of this name.
    fn constant_header(&mut self, name: HeaderName, value: &'static str) {
        match header::constant(&name, value) {
            Ok(value) => {
                self.headers.entry(name).or_insert(value);
            }
            Err(error) => self.note(Err(error)),
        }
    }

    /// A pair of the `Cookie` field. Pairs of other names that the client or the declaration sets stay before it.
    pub fn cookie<T: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.cookie_pair(name, &value);
    }

    /// A pair of the `Cookie` field, unless the value is `None`.
    pub fn optional_cookie<T: HeaderParam>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.cookie_pair(name, value),
            None => self.sensitive = false,
        }
    }

    fn cookie_pair(&mut self, name: &'static str, value: &dyn Display) {
        let value = if self.hides() { &curl::REDACTED } else { value };
        let result = header::push_cookie(&mut self.cookies, name, value);
        self.note(result);
        self.sensitive = false;
    }

    fn note(&mut self, result: Result<(), RequestError>) {
        if let (Err(error), None) = (result, &self.fault) {
            self.fault = Some(error);
        }
    }

    /// What became of a value whose pairs begin at `start`.
    fn note_query(&mut self, name: &'static str, start: usize, result: Result<(), joined::QueryError>) {
        if self.hides() && self.query.len() > start {
            self.query.truncate(start);
            query::push_redacted_pair(&mut self.query, name);
        }
        match result {
            Ok(()) => self.sensitive = false,
            Err(error) => self.note_fault(RequestFault::Query { parameter: name }, error),
        }
    }

    /// A value that its type cannot write. What the type says about it may have the value in it.
    fn note_fault(
        &mut self,
        fault: RequestFault,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) {
        let error = RequestError::new(fault);
        let error = if self.sensitive { error } else { error.caused_by(cause) };
        self.note(Err(error));
        self.sensitive = false;
    }

    /// Writes what depends on the values of all parameters, and gives method, address, and body.
    fn finish(&mut self) -> Result<(Method, Uri, Body), RequestError> {
        if self.path.is_empty() {
            self.path(&[]);
        }
        if !self.query.is_empty() {
            self.path.push('?');
            self.path.push_str(&self.query);
        }
        if !self.cookies.is_empty() {
            let cookies = std::mem::take(&mut self.cookies);
            let cookies = match self.headers.get(COOKIE) {
                Some(known) => header::joined_cookies(known, cookies),
                None => Ok(cookies),
            };
            match cookies {
                Ok(cookies) => self.header_field(COOKIE.as_str(), &cookies),
                Err(error) => self.note(Err(error)),
            }
        }
        let body = std::mem::take(&mut self.content).finish().map(|content| self.describe(content));
        let is_empty = body.as_ref().is_none_or(|body| body.as_bytes().is_some_and(bytes::Bytes::is_empty));
        if is_empty && ["POST", "PUT", "PATCH"].contains(&self.spec.method) {
            // RFC 9110, section 8.6: these methods expect content, so that there is none should be said.
            self.constant_header(CONTENT_LENGTH, "0");
        }
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let method = Method::from_bytes(self.spec.method.as_bytes())
            .map_err(|error| RequestError::new(RequestFault::Uri).caused_by(error))?;
        let uri = self.setting.base.uri(std::mem::take(&mut self.path))?;
        Ok((method, uri, body.unwrap_or_else(Body::empty)))
    }
}
