//! A guide, from the first endpoint to a client crate that others depend on. It is documentation alone: nothing of it is
//! compiled into programs.
//!
//! | chapter | about |
//! | --- | --- |
//! | [First endpoint](first_endpoint) | declare one endpoint, send it, look at it without a network |
//! | [Parameters](parameters) | where each parameter goes, and what may be left out |
//! | [Bodies](bodies) | JSON, forms, files, and streams that are sent |
//! | [Answers](answers) | what a call gives: JSON and its members, statuses, header fields |
//! | [Errors](errors) | declare them, share them, hand them on in an application |
//! | [Pages](pages) | lists that come in parts |
//! | [Authentication](authentication) | tokens, passwords, and keys |
//! | [Streams](streams) | downloads, lines, and events, as they arrive |
//! | [A client crate](client_crate) | thirty endpoints: modules, shared types, groups, methods, features |
//! | [Testing](testing) | requests and answers by themselves, a transport in memory, a real server |
//! | [Traces](traces) | spans of calls and attempts, and their context on the wire |
//! | [Transports](transports) | layers, services, and browsers |
//! | [Publishing](publishing) | what breaks those who depend on a client crate, and what does not |
//! | [By hand](by_hand) | what to implement where the annotation is not enough |
//!
//! The API in it is that of a city library. Its code is compiled, and most of it runs; of some pieces the answers of the
//! server are left out here. [`City Library`] is the whole client.
//!
//! `sigpost::http` and `sigpost::bytes` are the crates of these names, re-exported; a crate that depends on them itself
//! writes `http` and `bytes`.
//!
//! [`City Library`]: https://github.com/sigpost/sigpost/tree/main/examples/city_library

#[doc = include_str!("answers.md")]
pub mod answers {}
#[doc = include_str!("authentication.md")]
pub mod authentication {}
#[doc = include_str!("bodies.md")]
pub mod bodies {}
#[doc = include_str!("by_hand.md")]
pub mod by_hand {}
#[doc = include_str!("client_crate.md")]
pub mod client_crate {}
#[doc = include_str!("errors.md")]
pub mod errors {}
#[doc = include_str!("first_endpoint.md")]
pub mod first_endpoint {}
#[doc = include_str!("pages.md")]
pub mod pages {}
#[doc = include_str!("parameters.md")]
pub mod parameters {}
#[doc = include_str!("publishing.md")]
pub mod publishing {}
#[doc = include_str!("streams.md")]
pub mod streams {}
#[doc = include_str!("testing.md")]
pub mod testing {}
#[cfg_attr(feature = "tracing", doc = include_str!("traces.md"))]
pub mod traces {}
#[doc = include_str!("transports.md")]
pub mod transports {}
