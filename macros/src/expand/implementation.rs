//! The implementation of `Endpoint`: what is declared as constants, and the way of the values into the request.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use super::{encode, lint_levels, spec};
use crate::model::Endpoint;

/// Expands to
///
/// ```text
/// impl Endpoint for CreateInvite {
///     type Output = Invite;
///     type Error = CreateInviteError;
///     const SPEC: &'static EndpointSpec = &EndpointSpec::new("create_invite", "POST", "/organizations/…");
///     const DECODER: ResponseDecoder<Invite> = ResponseDecoder::member(&["invite"]);
///     fn encode(&self, request: &mut RequestEncoder<'_>) {
///         request.path(&[&self.organization]);
///         request.field("properties", &self.properties);
///     }
/// }
/// ```
pub(super) fn implementation(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { krate, request, generics, .. } = endpoint;
    let lints = lint_levels(endpoint);
    let (parameters_of_type, arguments_of_type, where_clause) = generics.split_for_impl();
    let output = match &endpoint.output {
        Some(output) => associated("Output", output),
        None => quote!(
            type Output = ();
        ),
    };
    let error = match (&endpoint.error, &endpoint.errors.whole) {
        (Some(name), _) => quote!(type Error = #name;),
        (None, Some(set)) => associated("Error", &set.ty),
        (None, None) => quote!(
            type Error = ::core::convert::Infallible;
        ),
    };
    let spec = spec::spec(endpoint);
    let decoder = decoder(endpoint);
    let body = if endpoint.stub { TokenStream::new() } else { encode::body(endpoint) };
    let encoder = if body.is_empty() { quote!(_) } else { quote!(request) };
    quote! {
        #(#lints)*
        impl #parameters_of_type #krate::Endpoint for #request #arguments_of_type #where_clause {
            #output
            #error
            const SPEC: &'static #krate::spec::EndpointSpec = &#spec;
            const DECODER: #krate::ResponseDecoder<Self::Output> = #decoder;
            fn encode(&self, #encoder: &mut #krate::RequestEncoder<'_>) {
                #body
            }
        }
    }
}

/// An associated type, with the spans of the author's type at its ends: if that is private, the compiler says so there.
/// Its name has none of them, as editors would lead from the author's type to the trait.
fn associated(name: &str, ty: &Type) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    let (first, last) = ends(ty);
    let (keyword, end) = (respanned(quote!(type), first), respanned(quote!(;), last));
    quote!(#keyword #name = #ty #end)
}

/// The decoder, with the spans of the return type: if that cannot be read from an answer, the compiler says so there.
fn decoder(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { krate, returns, .. } = endpoint;
    let Some(output) = &endpoint.output else {
        return quote!(#krate::ResponseDecoder::nothing());
    };
    if endpoint.stub {
        return quote!(#krate::__private::no_decoder());
    }
    let (first, last) = ends(output);
    let constructor = match returns.as_slice() {
        [] => quote_spanned!(last=> whole()),
        [_] => quote_spanned!(last=> member(&[#(#returns),*])),
        _ => quote_spanned!(last=> members(&[#(#returns),*])),
    };
    // The span of the whole, which the compiler blames here, is the type's only where that of every token is.
    let constructor = match &endpoint.pages {
        Some(_) => respanned(quote!(#constructor.paged()), last),
        None => constructor,
    };
    // A leading `::` alone would take the span of the first token, so the whole path gets it.
    let path = respanned(quote!(#krate::ResponseDecoder::), first);
    quote!(#path #constructor)
}

/// The spans of the first and the last token of a type.
pub(crate) fn ends(ty: &Type) -> (Span, Span) {
    let mut tokens = ty.to_token_stream().into_iter();
    let first = tokens.next().map_or_else(Span::call_site, |token| token.span());
    let last = tokens.last().map_or(first, |token| token.span());
    (first, last)
}

/// Tokens that are looked up as ours, and reported at `span`.
pub(crate) fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    let located = Span::call_site().located_at(span);
    let respan = |token: TokenTree| {
        let mut token = match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), respanned(group.stream(), span)).into(),
            other => other,
        };
        token.set_span(located);
        token
    };
    tokens.into_iter().map(respan).collect()
}
