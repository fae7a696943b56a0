//! The enum of declared errors, each variant with the span of its code, so that editors lead from one to the other.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, error_set, lint_levels};
use crate::model::Endpoint;
use crate::syntax::error_entry::{ErrorEntry, NestedSet};

/// Expands to
///
/// ```text
/// /// The declared errors of [`create_invite`].
/// #[derive(Debug)]
/// #[non_exhaustive]
/// pub enum CreateInviteError {
///     /// `organization_not_found`: 404 Not Found
///     OrganizationNotFound(Declared),
///     /// `validation_error`: 422 Unprocessable Content
///     ValidationError(Declared<ValidationErrors>),
/// }
/// … what `error_set` writes …
/// ```
pub(super) fn error_enum(endpoint: &Endpoint) -> Option<TokenStream> {
    let Endpoint { krate, visibility, errors, .. } = endpoint;
    let name = endpoint.error.as_ref()?;
    let lints = lint_levels(endpoint);
    let enum_docs = docs::of_error_enum(endpoint);
    let variants = errors.entries.iter().map(|entry| {
        let ErrorEntry { variant, detail, .. } = entry;
        let docs = docs::of_error(entry);
        let detail = detail.as_ref().map(|detail| quote!(<#detail>));
        quote!(#[doc = #docs] #variant(#krate::Declared #detail))
    });
    let sets = errors.sets.iter().map(|set| {
        let NestedSet { variant, ty, .. } = set;
        let docs = docs::of_error_set(set);
        quote!(#[doc = #docs] #variant(#ty))
    });
    let implementation = error_set::implementation(krate, name, errors);
    Some(quote! {
        #[doc = #enum_docs]
        #(#lints)*
        #[allow(dead_code)]
        #[derive(::core::fmt::Debug)]
        #[non_exhaustive]
        #visibility enum #name {
            #(#variants,)*
            #(#sets,)*
        }
        #implementation
    })
}
