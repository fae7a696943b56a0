//! The base address that paths are appended to: checked once, kept as it is, its own path prefix included.

use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use super::error::{RequestError, RequestFault};

/// The longest address, in bytes: `http` keeps offsets in it as 16 bits, with one value to spare.
const LONGEST: usize = u16::MAX as usize - 1;

/// A checked base address, without a slash at its end.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    text: String,
    /// Where in the text the path begins.
    path_start: usize,
    scheme: Scheme,
    authority: Authority,
}

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
        if authority.port().is_none() != (authority.as_str().len() == authority.host().len()) {
            return Err(refused("has an unusable port"));
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
        let text = address.trim_end_matches('/').to_owned();
        let Parts { scheme: Some(scheme), authority: Some(authority), .. } = uri.clone().into_parts() else {
            return Err(refused("has no host"));
        };
        Ok(Self { path_start: text.len() - prefix.len(), text, scheme, authority })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The path, which comes before that of every endpoint.
    pub(crate) fn prefix(&self) -> &str {
        &self.text[self.path_start..]
    }

    /// The address of this path, prefix included, and query. Scheme and host need not be parsed again.
    pub(super) fn uri(&self, path_and_query: String) -> Result<Uri, RequestError> {
        let refused = || RequestError::new(RequestFault::Uri);
        if self.path_start + path_and_query.len() > LONGEST {
            return Err(refused().caused_by("the address is too long"));
        }
        let path_and_query =
            PathAndQuery::try_from(path_and_query).map_err(|error| refused().caused_by(error))?;
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Uri::from_parts(parts).map_err(|error| refused().caused_by(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_addresses_with_and_without_a_prefix() {
        for (address, kept) in [
            ("https://h.example", "https://h.example"),
            ("https://h.example/", "https://h.example"),
            ("http://127.0.0.1:8080/api/v1/", "http://127.0.0.1:8080/api/v1"),
            ("http://[::1]:80/x", "http://[::1]:80/x"),
        ] {
            assert_eq!(BaseUrl::parse(address).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn addresses_have_as_many_bytes_as_can_be_parsed_again() {
        for address in ["https://h.example", "http://127.0.0.1:8080/api/v1/"] {
            let base = BaseUrl::parse(address).unwrap();
            let of_length = |length| {
                base.uri(base.prefix().to_owned() + "/" + &"x".repeat(length - base.as_str().len() - 1))
            };
            let longest = of_length(LONGEST).unwrap().to_string();
            assert_eq!((longest.len(), longest.parse::<Uri>().is_ok()), (LONGEST, true), "{address}");
            assert!(of_length(LONGEST + 1).is_err(), "{address}");
        }
    }

    #[test]
    fn refuses_what_is_no_base() {
        for (address, said) in [
            ("h.example", "does not begin with"),
            ("ftp://h.example", "does not begin with"),
            ("", "is no URI"),
            ("https://", "is no URI"),
            ("https://h.example:99999", "port"),
            ("https://h.example:/x", "port"),
            ("https://u:p@h.example", "user name or password"),
            ("https://h.example?x=1", "query or fragment"),
            ("https://h.example#x", "query or fragment"),
            ("https://h.example/a/../b", "segment"),
            ("https://h.example/%2E%2e/b", "segment"),
            ("https://h.example/a//b", "segment"),
        ] {
            let error = BaseUrl::parse(address).unwrap_err().to_string();
            assert!(error.contains(said), "{address}: {error}");
        }
    }
}
