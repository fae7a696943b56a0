//! Why a request could not be built: nothing was sent, and the fault is on this side of the wire.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A request that could not be built.
///
/// It names the endpoint and the parameter at fault; the value itself only where it says nothing secret (`..`).
#[derive(Clone)]
pub struct RequestError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    endpoint: Option<&'static str>,
    fault: RequestFault,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What is wrong with a request that could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestFault {
    /// A path value would reach another route than the template's.
    Path {
        /// The parameter at fault.
        parameter: &'static str,
        /// What is wrong with its value.
        refusal: PathRefusal,
    },
    /// A value cannot be written as query pairs.
    Query {
        /// The parameter at fault.
        parameter: &'static str,
    },
    /// A value cannot stand in a header field (RFC 9110, section 5.5) or cookie (RFC 6265, section 4.1.1).
    Header {
        /// The name of the header field or cookie.
        name: String,
    },
    /// A value cannot be written into the body.
    Body {
        /// The parameter at fault.
        parameter: &'static str,
    },
    /// What a call adds cannot be sent: a pair of the query, or a member of a body that takes none.
    Added {
        /// The name of the pair or member.
        name: String,
    },
    /// The base address is unusable.
    Base {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Together, address, path, and query are no usable URI.
    Uri,
    /// No credentials are registered on the client under the name that the endpoint asks for.
    Credentials {
        /// That name.
        name: &'static str,
    },
    /// No token could be had from the source of the credentials.
    Token,
    /// The address of a token server is unusable.
    TokenUrl {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The next page cannot be asked for.
    Page {
        /// What is wrong with it.
        refusal: PageRefusal,
    },
    /// There is no transport: none was given, and the feature `reqwest` is off, or its transport cannot be set up.
    Transport,
    /// A blocking call inside an async runtime, or one for which no runtime could be started.
    Blocking {
        /// What is wrong.
        reason: &'static str,
    },
}

/// Why a value cannot stand in a path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathRefusal {
    /// It is empty; `#[path(allow_empty)]` permits that.
    Empty,
    /// It makes an empty segment, as in `a//b` or at an end; `#[path(allow_empty)]` permits that.
    EmptySegment,
    /// It makes a segment `.` or `..`, which URL parsers remove, escaped or not.
    DotSegment(String),
    /// Its `Display` reported an error.
    Unwritable,
    /// It is no list of plain values.
    NotAList(String),
    /// There is no value for the placeholder.
    Missing,
}

/// Why the next page of a list cannot be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageRefusal {
    /// The endpoint does not declare how its pages follow each other.
    Undeclared,
    /// The answer names an address at another origin, this one, where the credentials must not go.
    OtherOrigin(String),
    /// The answer names a page that was asked for before: the list would never come to an end.
    Repeated,
    /// The answer says that there is a next page, but not where.
    Missing,
    /// What the answer, or the caller, gives as its position is none.
    Unusable,
    /// The body of the request is sent as it arrives, and so only once.
    Streamed,
}

impl fmt::Display for PageRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undeclared => {
                f.write_str("is not declared: write `paginate(…)` in the annotation of the endpoint")
            }
            Self::OtherOrigin(origin) => write!(f, "is at another origin, {origin}"),
            Self::Repeated => f.write_str("is one that was asked for before"),
            Self::Missing => f.write_str("is somewhere, but the answer does not say where"),
            Self::Unusable => f.write_str("has an unusable position"),
            Self::Streamed => f.write_str("would need a body that was sent already"),
        }
    }
}

impl fmt::Display for PathRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty"),
            Self::EmptySegment => f.write_str("has an empty segment"),
            Self::DotSegment(segment) => {
                write!(f, "makes the path segment `{segment}`, which would lead to another route")
            }
            Self::Unwritable => f.write_str("could not be written as text"),
            Self::NotAList(reason) => write!(f, "is no list of plain values: {reason}"),
            Self::Missing => f.write_str("is missing"),
        }
    }
}

impl RequestError {
    pub(crate) fn new(fault: RequestFault) -> Self {
        Self(Box::new(Inner { endpoint: None, fault, source: None }))
    }

    pub(crate) fn path(parameter: &'static str, refusal: PathRefusal) -> Self {
        Self::new(RequestFault::Path { parameter, refusal })
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into().into());
        self
    }

    pub(crate) fn in_endpoint(mut self, name: &'static str) -> Self {
        self.0.endpoint = Some(name);
        self
    }

    /// What is wrong.
    pub fn fault(&self) -> &RequestFault {
        &self.0.fault
    }

    /// The parameter at fault, where it is one parameter's.
    pub fn parameter(&self) -> Option<&'static str> {
        match self.0.fault {
            RequestFault::Path { parameter, .. }
            | RequestFault::Query { parameter }
            | RequestFault::Body { parameter } => Some(parameter),
            _ => None,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        match &self.0.fault {
            RequestFault::Path { parameter, refusal } => {
                write!(f, "the path parameter `{parameter}` {refusal}")
            }
            RequestFault::Query { parameter } => {
                write!(f, "the parameter `{parameter}` cannot be written as query pairs")
            }
            RequestFault::Header { name } => {
                write!(f, "the value of the header or cookie `{name}` cannot be sent")
            }
            RequestFault::Body { parameter } => {
                write!(f, "the parameter `{parameter}` cannot be written into the body")
            }
            RequestFault::Added { name } => {
                write!(f, "`{name}`, which the call adds, cannot be sent")
            }
            RequestFault::Base { reason } => write!(f, "the base address {reason}"),
            RequestFault::Uri => f.write_str("address, path, and query make no usable URI"),
            RequestFault::Credentials { name } => {
                write!(f, "no credentials are registered under the name `{name}`")
            }
            RequestFault::Token => f.write_str("no token could be had from the source of the credentials"),
            RequestFault::TokenUrl { reason } => write!(f, "the address of the token server {reason}"),
            RequestFault::Page { refusal } => write!(f, "the next page {refusal}"),
            RequestFault::Transport => f.write_str("the client has no transport"),
            RequestFault::Blocking { reason } => f.write_str(reason),
        }
    }
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestError")
            .field("endpoint", &self.0.endpoint)
            .field("fault", &self.0.fault)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
