//! The macros of [`sigpost`](https://docs.rs/sigpost), which re-exports them; use them through it.
//!
//! This file alone knows the compiler's interface for macros; all else works on `proc_macro2` streams.

mod case;
mod check;
mod endpoint;
mod error_set;
mod errors;
mod expand;
mod from_response;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod golden;
mod group;
mod habits;
mod keys;
mod lookup;
mod model;
mod similar;
mod status;
mod syntax;
mod taken;

use proc_macro::TokenStream;

// The docs stand on the re-exports in the runtime, where their examples compile.

#[expect(missing_docs, reason = "documented where it is re-exported")]
#[proc_macro_attribute]
pub fn endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    endpoint::endpoint(attribute.into(), item.into()).into()
}

#[expect(missing_docs, reason = "documented where it is re-exported")]
#[proc_macro_attribute]
pub fn endpoints(keys: TokenStream, item: TokenStream) -> TokenStream {
    group::endpoints(keys.into(), item.into()).into()
}

#[expect(missing_docs, reason = "documented where it is re-exported")]
// `serde` for those who write its attributes here: it is said what to write instead.
#[proc_macro_derive(Lookup, attributes(lookup, rename, serde))]
pub fn lookup(input: TokenStream) -> TokenStream {
    lookup::derive(input.into()).into()
}

#[expect(missing_docs, reason = "documented where it is re-exported")]
// `status` for those who take it for `error`, and the other way round below: it is said what to write instead.
#[proc_macro_derive(ErrorSet, attributes(error, error_set, status))]
pub fn error_set(input: TokenStream) -> TokenStream {
    error_set::derive(input.into()).into()
}

#[expect(missing_docs, reason = "documented where it is re-exported")]
#[proc_macro_derive(FromResponse, attributes(from_response, status, error))]
pub fn from_response(input: TokenStream) -> TokenStream {
    from_response::derive(input.into()).into()
}
