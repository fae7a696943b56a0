//! The enum of declared errors, each variant with the span of its code, so that editors lead from one to the other.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::implementation::ends;
use super::{docs, lint_levels};
use crate::model::Endpoint;
use crate::status::Status;
use crate::syntax::error_entry::ErrorEntry;

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
/// impl ErrorSet for CreateInviteError { … }
/// impl Display for CreateInviteError { … }
/// impl Error for CreateInviteError {}
/// ```
pub(super) fn error_enum(endpoint: &Endpoint) -> Option<TokenStream> {
    let Endpoint { krate, visibility, errors, .. } = endpoint;
    let name = endpoint.error.as_ref()?;
    let lints = lint_levels(endpoint);
    let enum_docs = docs::of_error_enum(endpoint);
    let variants = errors.iter().map(|entry| {
        let ErrorEntry { variant, detail, .. } = entry;
        let docs = docs::of_error(entry);
        let detail = detail.as_ref().map(|detail| quote!(<#detail>));
        quote!(#[doc = #docs] #variant(#krate::Declared #detail))
    });
    let specs = errors.iter().map(|ErrorEntry { code, status, .. }| match (code, status) {
        (Some(code), Status::Exact(status)) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(#krate::spec::ErrorSpec::code(#code, #status))
        }
        (Some(code), Status::Class(class)) => {
            let class = Literal::u16_unsuffixed(*class);
            quote!(#krate::spec::ErrorSpec::code_in_class(#code, #class))
        }
        (None, Status::Exact(status)) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(#krate::spec::ErrorSpec::status(#status))
        }
        (None, Status::Class(class)) => {
            let class = Literal::u16_unsuffixed(*class);
            quote!(#krate::spec::ErrorSpec::class(#class))
        }
    });
    let readings = errors.iter().enumerate().map(|(index, ErrorEntry { variant, detail, .. })| {
        let index = Literal::usize_unsuffixed(index);
        match detail {
            None => quote!(#index => ::core::result::Result::Ok(Self::#variant(response.without_detail())),),
            Some(detail) => {
                // With the span of the type: if it cannot be deserialized, the compiler says so there.
                let (_, last) = ends(detail);
                let reading = quote_spanned!(last=> with_detail());
                quote!(#index => response.#reading.map(Self::#variant),)
            }
        }
    });
    let responses =
        errors.iter().map(|ErrorEntry { variant, .. }| quote!(Self::#variant(error) => error.response(),));
    // An enum without variants, which only mistakes leave behind.
    let responses =
        if errors.is_empty() { quote!(match *self {}) } else { quote!(match self { #(#responses)* }) };
    Some(quote! {
        #[doc = #enum_docs]
        #(#lints)*
        #[allow(dead_code)]
        #[derive(::core::fmt::Debug)]
        #[non_exhaustive]
        #visibility enum #name {
            #(#variants,)*
        }
        impl #krate::ErrorSet for #name {
            const ERRORS: &'static [#krate::spec::ErrorSpec] = &[#(#specs),*];
            fn from_response(
                index: usize,
                response: #krate::ErrorResponse,
            ) -> ::core::result::Result<Self, #krate::ErrorResponse> {
                match index {
                    #(#readings)*
                    _ => ::core::result::Result::Err(response),
                }
            }
            fn response(&self) -> &#krate::ErrorResponse {
                #responses
            }
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(#krate::ErrorSet::response(self), f)
            }
        }
        impl ::core::error::Error for #name {}
    })
}
