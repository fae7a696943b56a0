//! The request type: the values of the parameters, a setter for each optional one, and comparison by what is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::function::unused_generics;
use super::lint_levels;
use crate::model::{Endpoint, Parameter};

/// Expands to
///
/// ```text
/// /// A request to [`list_users`]: `GET /users`.
/// #[must_use = "a request does nothing until it is sent"]
/// pub struct ListUsers { page: Option<u32> }
/// impl ListUsers {
///     pub fn page(mut self, page: u32) -> Self {
///         self.page = Some(page);
///         self
///     }
/// }
/// impl Debug for ListUsers { … }
/// impl PartialEq for ListUsers { … }
/// ```
pub(super) fn request(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { krate, visibility, request, generics, parameters, .. } = endpoint;
    let lints: Vec<_> = lint_levels(endpoint).collect();
    let docs = docs::of_request(endpoint);
    let (parameters_of_type, arguments_of_type, where_clause) = generics.split_for_impl();
    let client = endpoint.receiver.as_ref().map(|_| quote!(__client: #krate::BoundClient,));
    let fields = parameters.iter().map(|parameter| {
        let Parameter { cfg, ident, kept, optional, .. } = parameter;
        let ty = if *optional { quote!(::core::option::Option<#kept>) } else { quote!(#kept) };
        quote!(#(#cfg)* #ident: #ty)
    });
    let unused = unused_generics(endpoint).map(|ty| quote!(__unused: #ty,));
    let setters = setters(endpoint);
    quote! {
        #[doc = #docs]
        #(#lints)*
        #[allow(dead_code)]
        #[must_use = "a request does nothing until it is sent"]
        #visibility struct #request #parameters_of_type #where_clause {
            #client
            #(#fields,)*
            #unused
        }
        #setters
        impl #parameters_of_type ::core::fmt::Debug for #request #arguments_of_type #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #krate::__private::fmt_request(self, f)
            }
        }
        impl #parameters_of_type ::core::cmp::PartialEq for #request #arguments_of_type #where_clause {
            fn eq(&self, other: &Self) -> bool {
                #krate::__private::same_request(self, other)
            }
        }
    }
}

fn setters(endpoint: &Endpoint) -> Option<TokenStream> {
    let Endpoint { visibility, request, generics, .. } = endpoint;
    let lints = lint_levels(endpoint);
    let mut setters = endpoint.parameters.iter().filter(|parameter| parameter.optional).map(|parameter| {
        let Parameter { cfg, ident, argument, converted, .. } = parameter;
        let docs = docs::of_setter(parameter);
        let value = if *converted { quote!(::core::convert::Into::into(#ident)) } else { quote!(#ident) };
        quote! {
            #(#cfg)*
            #docs
            #visibility fn #ident(mut self, #ident: #argument) -> Self {
                self.#ident = ::core::option::Option::Some(#value);
                self
            }
        }
    });
    let first = setters.next()?;
    let (parameters_of_type, arguments_of_type, where_clause) = generics.split_for_impl();
    Some(quote! {
        #(#lints)*
        #[allow(dead_code)]
        impl #parameters_of_type #request #arguments_of_type #where_clause {
            #first
            #(#setters)*
        }
    })
}
