//! What a declaration says, as constant data: the method, the path template, where each parameter goes, the errors.
//! Nothing here acts on it; `request` and `response` do.

use std::time::Duration;

pub use crate::pages::{PageKind, PagesSpec};

/// A declared endpoint as constant data.
///
/// The `endpoint` attribute writes one for each function; [`Endpoint::SPEC`](crate::Endpoint::SPEC) is where to find it.
///
/// ```
/// use sigpost::spec::{EndpointSpec, ParameterSpec, Place};
///
/// const SPEC: &EndpointSpec = &EndpointSpec::new("get_user", "GET", "/users/<user>")
///     .parameters(&[ParameterSpec::new("user", Place::Path)]);
/// assert_eq!(SPEC.path, "/users/<user>");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct EndpointSpec {
    /// The name of the annotated function.
    pub name: &'static str,
    /// The request method (RFC 9110, section 9).
    pub method: &'static str,
    /// The path template, relative to the base address, with literals percent-encoded (RFC 3986) and
    /// placeholders as `<name>`, or `<name..>` where the value keeps its slashes.
    pub path: &'static str,
    /// The parameters, in the order of the signature.
    pub parameters: &'static [ParameterSpec],
    /// The declared errors, in the order of the declaration.
    pub errors: &'static [ErrorSpec],
    /// The members of the JSON answer that are returned; empty if the whole answer is.
    ///
    /// A member inside another is `data/invite`. In a name `/` is written `~1`, and `~` is written `~0`, as in a JSON
    /// pointer (RFC 6901).
    pub returns: &'static [&'static str],
    /// One of these is needed to call the endpoint; empty if none is.
    pub scopes: &'static [&'static str],
    /// Which of the client's credentials are sent.
    pub auth: Auth,
    /// Another base address than the client's.
    pub base: Option<&'static str>,
    /// Constant headers: names and values.
    pub headers: &'static [(&'static str, &'static str)],
    /// How the members of the request body are written.
    pub encoding: Encoding,
    /// The media type of the request body, where it is not the usual one of its encoding.
    pub media: Option<&'static str>,
    /// How long a call may take in all, where the endpoint says so.
    pub timeout: Option<Duration>,
    /// How long one attempt may take, where the endpoint says so.
    pub attempt_timeout: Option<Duration>,
    /// How long a body that is read as it arrives may be silent, where the endpoint says so.
    pub read_timeout: Option<Duration>,
    /// How large the body of an answer may be, in bytes, where the endpoint says so.
    pub response_limit: Option<usize>,
    /// How often a call is sent at most, the first time counted, where the endpoint says so.
    pub attempts: Option<u32>,
    /// How many redirects are followed, where the endpoint says so.
    pub redirects: Option<u32>,
    /// How its pages follow each other, where it is a list that comes in pages.
    pub pages: Option<PagesSpec>,
    /// Whether the declaration says that sending the request again is harmless, whatever its method.
    pub idempotent: bool,
    /// The header field that carries a key made for each call, by which a server knows a request that it gets twice.
    pub idempotency_key: Option<&'static str>,
    /// Whether the function carries `#[deprecated]`.
    pub deprecated: bool,
    /// The documentation of the function, as written by its author.
    pub docs: &'static str,
}

impl EndpointSpec {
    /// The description of an endpoint with no parameters, no declared errors, and the client's credentials.
    pub const fn new(name: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            parameters: &[],
            errors: &[],
            returns: &[],
            scopes: &[],
            auth: Auth::Default,
            base: None,
            headers: &[],
            encoding: Encoding::Json,
            media: None,
            timeout: None,
            attempt_timeout: None,
            read_timeout: None,
            response_limit: None,
            attempts: None,
            redirects: None,
            pages: None,
            idempotent: false,
            idempotency_key: None,
            deprecated: false,
            docs: "",
        }
    }

    /// Sets [`parameters`](Self::parameters).
    pub const fn parameters(mut self, parameters: &'static [ParameterSpec]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Sets [`errors`](Self::errors).
    pub const fn errors(mut self, errors: &'static [ErrorSpec]) -> Self {
        self.errors = errors;
        self
    }

    /// Sets [`returns`](Self::returns).
    pub const fn returns(mut self, members: &'static [&'static str]) -> Self {
        self.returns = members;
        self
    }

    /// Sets [`scopes`](Self::scopes).
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// Sets [`auth`](Self::auth).
    pub const fn auth(mut self, auth: Auth) -> Self {
        self.auth = auth;
        self
    }

    /// Sets [`base`](Self::base).
    pub const fn base(mut self, base: &'static str) -> Self {
        self.base = Some(base);
        self
    }

    /// Sets [`headers`](Self::headers).
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets [`encoding`](Self::encoding).
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Sets [`media`](Self::media).
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = Some(media);
        self
    }

    /// Sets [`timeout`](Self::timeout), in milliseconds.
    pub const fn timeout_millis(mut self, milliseconds: u64) -> Self {
        self.timeout = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets [`attempt_timeout`](Self::attempt_timeout), in milliseconds.
    pub const fn attempt_timeout_millis(mut self, milliseconds: u64) -> Self {
        self.attempt_timeout = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets [`read_timeout`](Self::read_timeout), in milliseconds.
    pub const fn read_timeout_millis(mut self, milliseconds: u64) -> Self {
        self.read_timeout = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets [`response_limit`](Self::response_limit), in bytes.
    pub const fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = Some(bytes);
        self
    }

    /// Sets [`attempts`](Self::attempts).
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// Sets [`redirects`](Self::redirects).
    pub const fn redirects(mut self, redirects: u32) -> Self {
        self.redirects = Some(redirects);
        self
    }

    /// Sets [`pages`](Self::pages).
    pub const fn pages(mut self, pages: PagesSpec) -> Self {
        self.pages = Some(pages);
        self
    }

    /// Sets [`idempotent`](Self::idempotent).
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Sets [`idempotency_key`](Self::idempotency_key).
    pub const fn idempotency_key(mut self, field: &'static str) -> Self {
        self.idempotency_key = Some(field);
        self
    }

    /// Sets [`deprecated`](Self::deprecated).
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Sets [`docs`](Self::docs).
    pub const fn docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }
}

/// One parameter of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParameterSpec {
    /// The name in the signature.
    pub name: &'static str,
    /// The name in the request.
    pub wire_name: &'static str,
    /// Where in the request it goes.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// Whether its value is a secret, which nothing shows.
    pub sensitive: bool,
}

impl ParameterSpec {
    /// A required parameter whose name in the request is its name in the signature.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self { name, wire_name: name, place, required: true, sensitive: false }
    }

    /// Sets [`wire_name`](Self::wire_name).
    pub const fn wire_name(mut self, wire_name: &'static str) -> Self {
        self.wire_name = wire_name;
        self
    }

    /// Makes it optional.
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Makes its value a secret.
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }
}

/// Where in the request a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The path.
    Path,
    /// One or more pairs of the query.
    Query,
    /// A header field.
    Header,
    /// A pair in the `Cookie` header field (RFC 6265).
    Cookie,
    /// A member of the body.
    Field,
    /// The whole body.
    Body,
}

/// How the members of a request body are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// A JSON object.
    #[default]
    Json,
    /// Pairs, as in a query: `application/x-www-form-urlencoded`.
    Form,
    /// Parts: `multipart/form-data` (RFC 7578).
    Multipart,
}

/// Which of the client's credentials an endpoint sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// The client's usual ones, if it has any.
    #[default]
    Default,
    /// None at all.
    None,
    /// Those registered with [`ClientBuilder::credentials_named`](crate::ClientBuilder::credentials_named).
    Named(&'static str),
}

/// When a declared error is meant: by its code, or by the status of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorSpec {
    /// The code in the body. Where there is one, it alone decides.
    pub code: Option<&'static str>,
    /// The status that the declaration promises.
    pub status: StatusPattern,
}

impl ErrorSpec {
    /// An error known by its code; `status` is what the declaration promises.
    pub const fn code(code: &'static str, status: u16) -> Self {
        Self { code: Some(code), status: StatusPattern::Exact(status) }
    }

    /// An error known by its code, promised with any status of a class: 4 for `4XX`, 5 for `5XX`.
    pub const fn code_in_class(code: &'static str, class: u16) -> Self {
        Self { code: Some(code), status: StatusPattern::Class(class) }
    }

    /// An error known by its status.
    pub const fn status(status: u16) -> Self {
        Self { code: None, status: StatusPattern::Exact(status) }
    }

    /// An error known by the class of its status: 4 for `4XX`, 5 for `5XX`.
    pub const fn class(class: u16) -> Self {
        Self { code: None, status: StatusPattern::Class(class) }
    }

    /// Whatever error no other entry is meant by.
    pub const fn any() -> Self {
        Self { code: None, status: StatusPattern::Any }
    }
}

/// A status, or a class of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatusPattern {
    /// This status.
    Exact(u16),
    /// All statuses with this first digit.
    Class(u16),
    /// Every status.
    Any,
}

impl StatusPattern {
    /// Of two patterns that fit, the one with the lower rank is meant.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Exact(_) => 0,
            Self::Class(_) => 1,
            Self::Any => 2,
        }
    }

    /// Whether `status` fits.
    pub fn matches(self, status: http::StatusCode) -> bool {
        match self {
            Self::Exact(exact) => status.as_u16() == exact,
            Self::Class(class) => status.as_u16() / 100 == class,
            Self::Any => true,
        }
    }
}
