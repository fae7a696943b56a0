//! One annotation on a function signature declares one HTTP endpoint.

mod call;
mod client;
mod endpoint;
mod error;
mod lookup;
mod request;
mod response;
pub mod spec;
pub mod transport;

#[cfg(feature = "blocking")]
mod blocking;

#[doc(hidden)]
pub mod __private;

pub use sigpost_macros::{Lookup, endpoint, endpoints};

pub use crate::call::{Call, CallFuture, CallWithResponse};
pub use crate::client::{Client, ClientBuilder, Credentials};
pub use crate::endpoint::{Bound, Endpoint};
pub use crate::error::{Declared, Delivery, Error, ErrorResponse, ErrorSet, MalformedResponse};
pub use crate::lookup::Lookup;
pub use crate::request::{
    AllowEmpty, Body, BodyParam, CommaJoined, HeaderParam, ListStyle, PathEncoder, PathParam, PathRefusal,
    QueryParam, RequestEncoder, RequestError, RequestFault,
};
pub use crate::response::{
    Apia, Bytes, DecodeError, Detect, ErrorBody, ErrorFormat, Flat, FromMembers, FromResponse,
    ProblemDetails, ResponseDecoder, Text, kind,
};
pub use crate::transport::{Transport, TransportError};
