//! The function: takes the required parameters and returns the request.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::quote;
use syn::{Type, Visibility};

use super::implementation::{ends, respanned};
use crate::check::types::unmentioned;
use crate::model::{Endpoint, Parameter, Words};

/// Expands to
///
/// ```text
/// /// The author's docs, and the table of errors.
/// pub fn create_invite(organization: OrganizationLookup, properties: InviteProperties) -> CreateInvite {
///     ::sigpost::__editor! { POST; returns errors; ; organization }
///     CreateInvite { organization, properties }
/// }
/// ```
///
/// or, with a receiver, to such a method in an `impl` of the receiver's type.
pub(super) fn function(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { attributes, visibility, function, request, generics, parameters, .. } = endpoint;
    let docs = super::docs::of_function(endpoint);
    let lints = lints(endpoint);
    let (parameters_of_type, arguments_of_type, where_clause) = generics.split_for_impl();
    let receiver = endpoint.receiver.as_ref().map(|_| quote!(&self,));
    let client = endpoint.receiver.as_ref().map(|receiver| client(endpoint, receiver));
    let arguments = parameters.iter().filter(|parameter| !parameter.optional).map(argument);
    let fields = parameters.iter().map(field);
    let unused = unused_generics(endpoint).map(|_| quote!(__unused: ::core::marker::PhantomData,));
    let words = words(endpoint);
    let mut body = Group::new(Delimiter::Brace, quote!(#words #request { #client #(#fields,)* #unused }));
    let mut fn_token = endpoint.fn_token;
    if matches!(visibility, Visibility::Public(_)) {
        fn_token.span = Span::call_site();
    } else {
        // Between tokens of the author, so that the compiler warns of an unused function.
        body.set_span(function.span());
    }
    let function = quote! {
        #(#attributes)*
        #(#[doc = #docs])*
        #lints
        #visibility #fn_token #function #parameters_of_type(#receiver #(#arguments),*) -> #request #arguments_of_type
        #where_clause
        #body
    };
    match &endpoint.receiver {
        Some(receiver) => {
            // Of a type that can have no methods here the compiler says so at the type.
            let (first, last) = ends(receiver);
            let open = respanned(quote!(impl), first);
            let mut methods = Group::new(Delimiter::Brace, function);
            methods.set_span(Span::call_site().located_at(last));
            quote!(#open #receiver #methods)
        }
        None => function,
    }
}

/// The words of the annotation, for editors: nothing to the compiler.
fn words(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { krate, words, .. } = endpoint;
    let Words { method, keys, attributes, placeholders } = words;
    // A keyword cannot stand in a path.
    let is_word = |word: &&Ident| syn::parse_str::<Ident>(&word.to_string()).is_ok();
    let method = method.iter().filter(is_word);
    let keys = keys.iter().filter(is_word);
    quote!(#krate::__editor! { #(#method)*; #(#keys)*; #(#attributes)*; #(#placeholders)* })
}

/// The client of a receiver, reported at the receiver's type if that has none.
fn client(endpoint: &Endpoint, receiver: &Type) -> TokenStream {
    let krate = &endpoint.krate;
    let client =
        if endpoint.stub { quote!(#krate::__private::no_client) } else { quote!(#krate::HasClient::bind) };
    let client = respanned(quote!(#client(self)), ends(receiver).0);
    quote!(__client: #client,)
}

/// What callers give: anything where the author's type is unknown.
pub(super) fn argument(parameter: &Parameter) -> TokenStream {
    let Parameter { cfg, ident, argument, .. } = parameter;
    match parameter.is_known {
        true => quote!(#(#cfg)* #ident: #argument),
        false => quote!(#(#cfg)* #ident: impl ::core::marker::Sized),
    }
}

fn field(parameter: &Parameter) -> TokenStream {
    let Parameter { cfg, ident, converted, optional, .. } = parameter;
    if !parameter.is_known {
        return quote!(#(#cfg)* #ident: ::core::mem::drop(#ident));
    }
    match (optional, converted) {
        (true, _) => quote!(#(#cfg)* #ident: ::core::option::Option::None),
        (false, false) => quote!(#(#cfg)* #ident),
        (false, true) => quote!(#(#cfg)* #ident: ::core::convert::Into::into(#ident)),
    }
}

/// The signature is the author's, who declares what the API takes.
fn lints(endpoint: &Endpoint) -> Option<TokenStream> {
    let required = endpoint.parameters.iter().filter(|parameter| !parameter.optional).count();
    match &endpoint.visibility {
        // Of what is public, one lint is asked for all the same.
        Visibility::Public(_) => (required > 7).then(|| quote!(#[allow(clippy::too_many_arguments)])),
        _ => Some(quote!(#[allow(clippy::all, clippy::nursery, clippy::pedantic)])),
    }
}

/// A type that mentions the generic parameters that no field of the request does.
pub(super) fn unused_generics(endpoint: &Endpoint) -> Option<TokenStream> {
    let unused: Vec<Type> =
        unmentioned(&endpoint.generics, endpoint.parameters.iter().map(|known| &known.kept));
    (!unused.is_empty()).then(|| quote!(::core::marker::PhantomData<fn() -> (#(#unused,)*)>))
}
