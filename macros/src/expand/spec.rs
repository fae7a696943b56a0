//! The declaration as data: `EndpointSpec::new(…)` and what differs from an endpoint that has nothing.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Auth, Endpoint, Pages, Parameter, Place};
use crate::syntax::key::Encoding;
use crate::syntax::paginate::Kind;
use crate::syntax::policies::Policies;

pub(super) fn spec(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { krate, name, .. } = endpoint;
    if endpoint.stub {
        return quote!(#krate::spec::EndpointSpec::new(#name, "", ""));
    }
    let Endpoint { method, template, docs, returns, scopes, base, media, .. } = endpoint;
    let parameters = parameters(endpoint);
    let returns = (!returns.is_empty()).then(|| quote!(.returns(&[#(#returns),*])));
    let errors = match (&endpoint.error, &endpoint.errors.whole) {
        (Some(name), _) => Some(quote!(.errors(<#name as #krate::ErrorSet>::ERRORS))),
        (None, Some(_)) => Some(quote!(.errors(#krate::__private::errors_of_endpoint::<Self>()))),
        (None, None) => None,
    };
    let scopes = (!scopes.is_empty()).then(|| quote!(.scopes(&[#(#scopes),*])));
    let auth = match &endpoint.auth {
        Auth::Default => None,
        Auth::None => Some(quote!(.auth(#krate::spec::Auth::None))),
        Auth::Named(name) => Some(quote!(.auth(#krate::spec::Auth::Named(#name)))),
    };
    let base = base.as_ref().map(|base| quote!(.base(#base)));
    let headers = endpoint.headers.iter().map(|(name, value)| quote!((#name, #value)));
    let headers = (!endpoint.headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])));
    let encoding = match endpoint.encoding {
        Encoding::Json => None,
        Encoding::Form => Some(quote!(.encoding(#krate::spec::Encoding::Form))),
        Encoding::Multipart => Some(quote!(.encoding(#krate::spec::Encoding::Multipart))),
    };
    let media = media.as_ref().map(|media| quote!(.media(#media)));
    let policies = policies(&endpoint.policies);
    let idempotent = endpoint.idempotent.then(|| quote!(.idempotent()));
    let idempotency_key = endpoint.idempotency_key.as_ref().map(|field| quote!(.idempotency_key(#field)));
    let pages = endpoint.pages.as_ref().map(|pages| self::pages(endpoint, pages));
    let deprecated = endpoint.deprecated.then(|| quote!(.deprecated()));
    let docs = (!docs.is_empty()).then(|| quote!(.docs(#docs)));
    quote! {
        #krate::spec::EndpointSpec::new(#name, #method, #template)
            #parameters #returns #errors #scopes #auth #base #headers #encoding #media #policies #idempotent
            #idempotency_key #pages #deprecated #docs
    }
}

fn policies(policies: &Policies) -> TokenStream {
    let Policies {
        timeout_millis,
        attempt_timeout_millis,
        read_timeout_millis,
        response_limit,
        attempts,
        redirects,
    } = *policies;
    let said = [
        ("timeout_millis", timeout_millis),
        ("attempt_timeout_millis", attempt_timeout_millis),
        ("read_timeout_millis", read_timeout_millis),
        ("response_limit", response_limit),
        ("attempts", attempts),
        ("redirects", redirects),
    ];
    let said = said.into_iter().filter_map(|(name, value)| {
        let (name, value) = (format_ident!("{name}"), Literal::u64_unsuffixed(value?));
        Some(quote!(.#name(#value)))
    });
    said.collect()
}

fn pages(endpoint: &Endpoint, pages: &Pages) -> TokenStream {
    let krate = &endpoint.krate;
    let Pages { kind, parameter, size, first, header } = pages;
    let kind = match kind {
        Kind::Page => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(Number { first: #first })
        }
        Kind::Offset => quote!(Offset),
        Kind::Cursor => quote!(Cursor),
        Kind::NextUrl => quote!(NextUrl),
        Kind::Link => quote!(Link),
    };
    let parameter = parameter.as_ref().map(|name| quote!(.parameter(#name)));
    let size = size.as_ref().map(|name| quote!(.size(#name)));
    let header = header.as_ref().map(|name| quote!(.header(#name)));
    quote!(.pages(#krate::spec::PagesSpec::new(#krate::spec::PageKind::#kind) #parameter #size #header))
}

fn parameters(endpoint: &Endpoint) -> Option<TokenStream> {
    let Endpoint { krate, parameters, .. } = endpoint;
    let parameters = parameters.iter().map(|parameter| {
        let Parameter { cfg, name, wire_name, place, optional, sensitive, .. } = parameter;
        let place = match place {
            Place::Path { .. } => quote!(Path),
            Place::Query { .. } | Place::QueryFields { .. } => quote!(Query),
            Place::Header { .. } => quote!(Header),
            Place::Cookie => quote!(Cookie),
            Place::Field { .. } => quote!(Field),
            Place::Body => quote!(Body),
        };
        let wire_name = (name != wire_name).then(|| quote!(.wire_name(#wire_name)));
        let optional = optional.then(|| quote!(.optional()));
        let sensitive = sensitive.then(|| quote!(.sensitive()));
        quote!(#(#cfg)* #krate::spec::ParameterSpec::new(#name, #krate::spec::Place::#place) #wire_name #optional #sensitive)
    });
    (parameters.len() > 0).then(|| quote!(.parameters(&[#(#parameters),*])))
}
