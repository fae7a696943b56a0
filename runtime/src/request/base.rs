//! The base address that paths are appended to: checked once, kept as it is, its own path prefix included.

use http::Uri;
use http::uri::Scheme;

use super::error::{RequestError, RequestFault};

/// A checked base address, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

impl BaseUrl {
    /// Takes `https://host/prefix` and the like.
    pub(crate) fn parse(address: &str) -> Result<Self, RequestError> {
        let refused = |reason| RequestError::new(RequestFault::Base { reason });
        let uri: Uri = address.parse().map_err(|error| refused("is no URI").caused_by(error))?;
        if uri.scheme() != Some(&Scheme::HTTPS) && uri.scheme() != Some(&Scheme::HTTP) {
            return Err(refused("does not begin with `https://` or `http://`"));
        }
        let authority = uri.authority().ok_or_else(|| refused("has no host"))?;
        if authority.host().is_empty() {
            return Err(refused("has no host"));
        }
        if authority.as_str().contains('@') {
            return Err(refused("carries a user name or password; give credentials to the client instead"));
        }
        if address.contains(['?', '#']) {
            return Err(refused("has a query or fragment"));
        }
        let prefix = uri.path().trim_end_matches('/');
        if prefix.split('/').skip(1).any(|segment| segment.is_empty() || super::path::is_dot_segment(segment))
        {
            return Err(refused("has an empty, `.`, or `..` segment in its path"));
        }
        if prefix.contains('\\') {
            return Err(refused("has a backslash in its path"));
        }
        Ok(Self(address.trim_end_matches('/').to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
