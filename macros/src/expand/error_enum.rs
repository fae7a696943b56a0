//! The enum of declared errors, each variant with the span of its code, so that editors lead from one to the other.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

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
    let (derive, debug) = match errors.sets.is_empty() {
        true => (Some(quote!(#[derive(::core::fmt::Debug)])), None),
        false => (None, Some(debug(endpoint, name))),
    };
    Some(quote! {
        #[doc = #enum_docs]
        #(#lints)*
        #[allow(dead_code)]
        #derive
        #[non_exhaustive]
        #visibility enum #name {
            #(#variants,)*
            #(#sets,)*
        }
        #debug
        #implementation
    })
}

/// `Debug` of an enum with nested sets. Derived, it would ask each set to be `Debug`, beside what asks it to be a set.
fn debug(endpoint: &Endpoint, name: &Ident) -> TokenStream {
    let Endpoint { krate, errors, .. } = endpoint;
    let entries = errors.entries.iter().map(|ErrorEntry { variant, .. }| {
        let shown = variant.unraw().to_string();
        quote!(Self::#variant(error) => (#shown, error),)
    });
    let sets = errors.sets.iter().enumerate().map(|(index, NestedSet { variant, .. })| {
        let (index, shown) = (Literal::usize_unsuffixed(index), variant.unraw().to_string());
        quote!(Self::#variant(error) => (#shown, #krate::__private::debug_of::<Self, #index, _>(error)),)
    });
    quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let (name, error): (_, &dyn ::core::fmt::Debug) = match self {
                    #(#entries)*
                    #(#sets)*
                };
                f.debug_tuple(name).field(error).finish()
            }
        }
    }
}
