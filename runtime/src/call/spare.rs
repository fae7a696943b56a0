//! What is kept of a request that is under way, in case that it is sent again.

use http::{HeaderName, HeaderValue, Method, Request, Uri};

use crate::request::Body;

/// A copy of a request. Its header fields are a list: a copy of the map would be two allocations, and is hardly ever needed.
pub(super) struct Spare {
    method: Method,
    uri: Uri,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

impl Spare {
    /// `None` if the bytes of its body can be had only once.
    pub(super) fn of(request: &Request<Body>) -> Option<Self> {
        let headers = request.headers().iter().map(|(name, value)| (name.clone(), value.clone()));
        Some(Self {
            body: request.body().spare()?,
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: headers.collect(),
        })
    }

    /// Whether bytes of its body are gone, which could be had only once.
    pub(super) fn is_spent(&self) -> bool {
        self.body.is_spent()
    }

    pub(super) fn into_request(self) -> Request<Body> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri;
        for (name, value) in self.headers {
            request.headers_mut().append(name, value);
        }
        request
    }
}
