//! What shows a server who is calling. Secrets are in here and in the requests that are sent, and nowhere else.

use std::fmt;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::token::{TokenCell, TokenSource};
use crate::request::curl::REDACTED;
use crate::request::{Body, ListStyle, RequestError, RequestFault, addition, admit};

/// Credentials of one kind. `Debug` shows the kind alone.
#[derive(Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Header { name: HeaderName, value: HeaderValue },
    Query { name: String, key: String },
    Source(Arc<TokenCell>),
    Unusable { name: String },
}

impl Credentials {
    /// A bearer token (RFC 6750, section 2.1): `Authorization: Bearer …`.
    pub fn bearer(token: impl AsRef<str>) -> Self {
        Self::secret_header(AUTHORIZATION, &["Bearer ", token.as_ref()].concat())
    }

    /// A user and a password (RFC 7617): `Authorization: Basic …`.
    pub fn basic(user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let (user, password) = (user.as_ref(), password.as_ref());
        if user.contains(':') {
            // The colon ends the user; what follows would become a part of the password.
            return Self(Kind::Unusable { name: AUTHORIZATION.to_string() });
        }
        let pair = BASE64_STANDARD.encode(format!("{user}:{password}"));
        Self::secret_header(AUTHORIZATION, &["Basic ", &pair].concat())
    }

    /// An API key in a header field.
    pub fn api_key_header(name: impl AsRef<str>, key: impl AsRef<str>) -> Self {
        match HeaderName::from_bytes(name.as_ref().as_bytes()) {
            Ok(name) => Self::secret_header(name, key.as_ref()),
            Err(_) => Self(Kind::Unusable { name: name.as_ref().to_owned() }),
        }
    }

    /// An API key in a query pair.
    pub fn api_key_query(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self(Kind::Query { name: name.into(), key: key.into() })
    }

    /// A bearer token that is asked for when it is needed, and again before it expires or when the server refuses it.
    ///
    /// Clones share the token.
    pub fn token_source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(TokenCell::new(source))))
    }

    /// The token that is to be had before the request is sent, if it is one of that kind.
    pub(super) fn token_cell(&self) -> Option<&TokenCell> {
        match &self.0 {
            Kind::Source(cell) => Some(cell),
            _ => None,
        }
    }

    fn secret_header(name: HeaderName, value: &str) -> Self {
        let Ok(mut value) = HeaderValue::from_str(value) else {
            return Self(Kind::Unusable { name: name.to_string() });
        };
        if admit(&name, &mut value).is_err() {
            return Self(Kind::Unusable { name: name.to_string() });
        }
        value.set_sensitive(true);
        Self(Kind::Header { name, value })
    }

    /// A fault, if they cannot be sent at all.
    pub(super) fn check(&self) -> Result<(), RequestError> {
        match &self.0 {
            Kind::Unusable { name } => Err(RequestError::new(RequestFault::Header { name: name.clone() })),
            Kind::Header { .. } | Kind::Query { .. } | Kind::Source(_) => Ok(()),
        }
    }

    pub(crate) fn apply(&self, request: &mut http::Request<Body>) -> Result<(), RequestError> {
        match &self.0 {
            // What the endpoint or the call says for itself goes before what holds for all.
            Kind::Header { name, value } => {
                request.headers_mut().entry(name.clone()).or_insert_with(|| value.clone());
                Ok(())
            }
            Kind::Query { name, key } => push_query_pair(request, name, key),
            Kind::Source(cell) => {
                if let Some(token) = cell.known() {
                    request.headers_mut().entry(AUTHORIZATION).or_insert_with(|| token.header.clone());
                }
                Ok(())
            }
            Kind::Unusable { .. } => self.check(),
        }
    }

    /// Takes a key out of an address that a server made of one that had it.
    pub(crate) fn withdraw(&self, request: &mut http::Request<Body>) -> Result<(), RequestError> {
        if let Kind::Query { name, key } = &self.0 {
            *request.uri_mut() = addition::without_pair(request.uri(), name, key)?;
        }
        Ok(())
    }

    /// As [`apply`](Self::apply), with the secret left out.
    pub(crate) fn apply_redacted(&self, request: &mut http::Request<Body>) -> Result<(), RequestError> {
        match &self.0 {
            // The value is marked as sensitive; whoever prints it leaves it out.
            Kind::Header { .. } | Kind::Unusable { .. } => self.apply(request),
            Kind::Query { name, .. } => push_query_pair(request, name, REDACTED),
            Kind::Source(_) => {
                let mut value = HeaderValue::from_static("Bearer");
                value.set_sensitive(true);
                request.headers_mut().entry(AUTHORIZATION).or_insert(value);
                Ok(())
            }
        }
    }
}

/// As with header fields, a pair that is there goes before: a server that repeats a query in an address has put it there.
fn push_query_pair(request: &mut http::Request<Body>, name: &str, value: &str) -> Result<(), RequestError> {
    let query = request.uri().query().unwrap_or_default();
    if query.split('&').any(|pair| addition::is_named(pair, name)) {
        return Ok(());
    }
    *request.uri_mut() =
        addition::with_pairs(request.uri(), &addition::pairs(name, ListStyle::default(), value)?)?;
    Ok(())
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Header { name, .. } => write!(f, "Credentials(header {name}: {REDACTED})"),
            Kind::Query { name, .. } => write!(f, "Credentials(query {name}={REDACTED})"),
            Kind::Source(_) => write!(f, "Credentials(header {AUTHORIZATION}: from a source)"),
            Kind::Unusable { name } => write!(f, "Credentials(unusable in {name})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_as_in_rfc_7617() {
        let Kind::Header { value, .. } = Credentials::basic("Aladdin", "open sesame").0 else {
            panic!("no header")
        };
        assert_eq!(value.as_bytes(), b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
