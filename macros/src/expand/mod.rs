//! From the model to Rust: data and calls into the runtime, no logic. Each file writes one item, and shows above its
//! template what that expands to.

mod bound;
mod docs;
mod encode;
mod error_enum;
pub(crate) mod error_set;
mod function;
mod implementation;
mod method_in_impl;
mod request;
mod spec;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

pub(crate) use self::implementation::{ends, respanned};
pub(crate) use self::method_in_impl::method_in_impl;
use crate::model::Endpoint;

/// All items of a declaration.
pub(crate) fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let function = function::function(endpoint);
    let request = request::request(endpoint);
    let implementation = implementation::implementation(endpoint);
    let bound = bound::bound(endpoint);
    let error_enum = error_enum::error_enum(endpoint);
    quote! {
        #function
        #request
        #implementation
        #bound
        #error_enum
    }
}

/// The lint levels that the author set on the function: they hold for what it expands to as well.
fn lint_levels(endpoint: &Endpoint) -> impl Iterator<Item = &Attribute> {
    let levels = ["allow", "warn", "deny", "forbid"];
    endpoint
        .attributes
        .iter()
        .filter(move |attribute| levels.iter().any(|level| attribute.path().is_ident(level)))
}
