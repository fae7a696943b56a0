//! What expansions need and nobody else should: no part of the public interface, whatever its visibility.

use std::fmt;

pub use serde;

use crate::endpoint::{Requested, request_to};
pub use crate::error::{NestedErrors, Nests, count_errors, debug_of, errors_of, joined_errors, response_of};
pub use crate::lookup::LookupValue;
use crate::request::Body;
pub use crate::request::PairsOf;
use crate::request::curl::{REDACTED, legible};
use crate::response::UnclaimedStatus;
use crate::spec::ErrorSpec;
use crate::{
    CallFuture, Client, DecodeError, Endpoint, Error, ErrorResponse, ErrorSet as _, ResponseDecoder,
};

/// What a call of an endpoint gives.
pub type Outcome<E> = Result<<E as Endpoint>::Output, Error<<E as Endpoint>::Error>>;

/// The future of it.
pub type OutcomeFuture<E> = CallFuture<<E as Endpoint>::Output, <E as Endpoint>::Error>;

/// An address for requests that are compared or shown, but never sent.
const NOWHERE: &str = "http://localhost";

/// The client in the request of a method. Not a [`Client`] itself, whose methods the compiler would offer as those of a
/// field of the request.
#[derive(Clone)]
pub struct BoundClient(Client);

impl BoundClient {
    /// What the request is sent with.
    pub fn client(&self) -> &Client {
        &self.0
    }
}

/// A type with methods that are endpoints: whatever is `AsRef<Client>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no client",
    label = "the methods of this type are to be endpoints",
    note = "implement `AsRef<sigpost::Client>` for it"
)]
pub trait HasClient {
    /// A handle on the client, for the request.
    fn bind(&self) -> BoundClient;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<Client> + ?Sized> HasClient for T {
    fn bind(&self) -> BoundClient {
        BoundClient(self.as_ref().clone())
    }
}

/// The client of a receiver in a declaration in which mistakes were found.
pub fn no_client<T: ?Sized>(_: &T) -> BoundClient {
    // Such a declaration does not compile, so that nothing ever comes here.
    unreachable!()
}

/// The entries of a set that an endpoint has as it is. Named by its type, it would be blamed twice where it is no set.
pub const fn errors_of_endpoint<E: Endpoint>() -> &'static [ErrorSpec] {
    E::Error::ERRORS
}

/// The answer of an error of a set in which mistakes were found.
pub fn no_response<E>(_: &E) -> &ErrorResponse {
    // As above.
    unreachable!()
}

/// The decoder of a declaration in which mistakes were found.
pub const fn no_decoder<T>() -> ResponseDecoder<T> {
    ResponseDecoder::mistaken()
}

/// Why a success is none of the variants of a type that is read by its status.
pub fn unclaimed(name: &'static str, head: &http::response::Parts) -> DecodeError {
    DecodeError::new(UnclaimedStatus { name, status: head.status })
}

/// Writes a request value as what it sends, with secrets left out.
///
/// # Errors
/// Those of the formatter.
pub fn fmt_request(endpoint: &dyn Requested, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let request = match request_to(endpoint, NOWHERE, true) {
        Ok(request) => request,
        Err(error) => return write!(f, "{error}"),
    };
    let (head, body) = request.into_parts();
    let target = legible(head.uri.path_and_query().map_or("", |target| target.as_str()));
    write!(f, "{}: {} {target}", endpoint.spec().name, head.method)?;
    for (name, value) in &head.headers {
        if !is_boundary(name, &body) {
            match value.is_sensitive() {
                true => write!(f, ", {name}: {REDACTED}"),
                false => write!(f, ", {name}: {value:?}"),
            }?;
        }
    }
    if http_body::Body::is_end_stream(&body) { Ok(()) } else { write!(f, ", {body}") }
}

/// Whether a header field has another value each time that the request is built.
fn is_boundary(name: &http::HeaderName, body: &Body) -> bool {
    body.as_multipart().is_some() && name == http::header::CONTENT_TYPE
}

/// Whether two request values send the same. Those that cannot be sent are equal to none.
pub fn same_request(left: &dyn Requested, right: &dyn Requested) -> bool {
    match (request_to(left, NOWHERE, false), request_to(right, NOWHERE, false)) {
        (Ok(mut left), Ok(mut right)) => {
            if left.body().as_multipart().is_some() && right.body().as_multipart().is_some() {
                left.headers_mut().remove(http::header::CONTENT_TYPE);
                right.headers_mut().remove(http::header::CONTENT_TYPE);
            }
            left.uri() == right.uri()
                && left.headers() == right.headers()
                && left.body().is_same(right.body())
        }
        _ => false,
    }
}
