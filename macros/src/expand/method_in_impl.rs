//! A method in an `impl` or a trait, where an endpoint cannot be declared: there for those who call it.

use proc_macro2::TokenStream;
use quote::quote;

use super::function::argument;
use crate::model::Endpoint;

/// Expands to
///
/// ```text
/// pub fn get_user(&self, user: u64) -> CallFuture<User, Infallible> {
///     unreachable!()
/// }
/// ```
pub(crate) fn method_in_impl(endpoint: &Endpoint, receiver: Option<syn::Receiver>) -> TokenStream {
    let Endpoint { krate, attributes, visibility, fn_token, function, generics, parameters, output, .. } =
        endpoint;
    let (parameters_of_type, _, where_clause) = generics.split_for_impl();
    let output = output.as_ref().map_or_else(|| quote!(()), |output| quote!(#output));
    let arguments = parameters.iter().filter(|parameter| !parameter.optional).map(argument);
    let receiver = receiver.map(|receiver| quote!(#receiver,));
    // An error stands beside it, so that the expansion does not compile, and `unreachable!` is never run.
    quote! {
        #(#attributes)*
        #[allow(unused_variables)]
        #visibility #fn_token #function #parameters_of_type(
            #receiver
            #(#arguments),*
        ) -> #krate::CallFuture<#output, ::core::convert::Infallible>
        #where_clause
        {
            ::core::unreachable!()
        }
    }
}
