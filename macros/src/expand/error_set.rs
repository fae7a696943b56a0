//! The implementation of `ErrorSet`, for the enum of an endpoint and for one that the author wrote.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;

use super::implementation::ends;
use crate::status::Status;
use crate::syntax::error_entry::{DeclaredErrors, ErrorEntry, NestedSet};

/// Expands to
///
/// ```text
/// impl ErrorSet for CreateInviteError {
///     const ERRORS: &'static [ErrorSpec] = &[ErrorSpec::code("validation_error", 422)];
///     fn from_response(index: usize, response: ErrorResponse) -> Result<Self, ErrorResponse> { … }
///     fn response(&self) -> &ErrorResponse { … }
/// }
/// impl Display for CreateInviteError { … }
/// impl Error for CreateInviteError {}
/// ```
///
/// and, for each nested set, to
///
/// ```text
/// impl Nests<0, SharedErrors> for CreateInviteError {
///     type Set = SharedErrors;
///     const VARIANT: fn(SharedErrors) -> Self = Self::SharedErrors;
/// }
/// ```
///
/// The entries of nested sets stand behind those of the set itself, in its table and in its indices.
pub(crate) fn implementation(krate: &Path, name: &Ident, declared: &DeclaredErrors) -> TokenStream {
    let DeclaredErrors { entries, sets, .. } = declared;
    let table = table(krate, name, declared);
    let readings = entries.iter().enumerate().map(|(index, ErrorEntry { variant, detail, .. })| {
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
    let others = if sets.is_empty() {
        quote!(_ => ::core::result::Result::Err(response),)
    } else {
        let own = Literal::usize_unsuffixed(entries.len());
        let index = if entries.is_empty() { quote!(index) } else { quote!(index - #own) };
        let nested = (0..sets.len()).map(Literal::usize_unsuffixed);
        quote!(_ => #krate::__private::NestedErrors::new(#index, response)#(.or::<#nested, _>())*.read(),)
    };
    let readings = quote!(match index { #(#readings)* #others });
    let responses =
        entries.iter().map(|ErrorEntry { variant, .. }| quote!(Self::#variant(error) => error.response(),));
    let nested = sets.iter().enumerate().map(|(index, NestedSet { variant, .. })| {
        let index = Literal::usize_unsuffixed(index);
        quote!(Self::#variant(error) => #krate::__private::response_of::<Self, #index, _>(error),)
    });
    // Only mistakes leave nothing to match on.
    let responses = if declared.is_empty() {
        quote!(#krate::__private::no_response(self))
    } else {
        quote!(match self { #(#responses)* #(#nested)* })
    };
    let nestings = sets.iter().enumerate().map(|(index, NestedSet { variant, ty, .. })| {
        let index = Literal::usize_unsuffixed(index);
        quote! {
            impl #krate::__private::Nests<#index, #ty> for #name {
                type Set = #ty;
                // Not `Self::Set`, which a variant may be called as well.
                const VARIANT: fn(#ty) -> Self = Self::#variant;
            }
        }
    });
    quote! {
        #(#nestings)*
        impl #krate::ErrorSet for #name {
            const ERRORS: &'static [#krate::spec::ErrorSpec] = #table;
            fn from_response(
                index: usize,
                response: #krate::ErrorResponse,
            ) -> ::core::result::Result<Self, #krate::ErrorResponse> {
                #readings
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
    }
}

fn table(krate: &Path, name: &Ident, DeclaredErrors { entries, sets, .. }: &DeclaredErrors) -> TokenStream {
    let specs = entries.iter().map(|ErrorEntry { code, status, .. }| match (code, status) {
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
        (_, Status::Any) => quote!(#krate::spec::ErrorSpec::any()),
    });
    let own = quote!(&[#(#specs),*]);
    if sets.is_empty() {
        return own;
    }
    let own = (!entries.is_empty()).then(|| quote!(#own,));
    // `Self` may not stand in a constant within.
    let nested = (0..sets.len()).map(Literal::usize_unsuffixed);
    let nested = nested.map(|index| quote!(#krate::__private::errors_of::<#name, #index, _>()));
    quote! {{
        const SETS: &[&[#krate::spec::ErrorSpec]] = &[#own #(#nested),*];
        &#krate::__private::joined_errors::<{ #krate::__private::count_errors(SETS) }>(SETS)
    }}
}
