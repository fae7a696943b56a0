//! The rules about generic parameters, one function each, with what it refuses above it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericParam, Type, TypeParam};

use super::types::{mentions, sole_argument};
use crate::errors::Errors;
use crate::model::Endpoint;

/// `fn f<T>(user: u64) -> User`: what nothing says `T` by, callers would have to write for nothing.
pub(super) fn are_used(endpoint: &Endpoint, errors: &mut Errors) {
    let arguments = endpoint.parameters.iter().map(|parameter| &parameter.argument);
    let details = endpoint.errors.entries.iter().filter_map(|entry| entry.detail.as_ref());
    let types = arguments.chain(details).chain(&endpoint.output);
    let types: TokenStream = types.map(ToTokens::to_token_stream).collect();
    let generics = &endpoint.generics;
    for TypeParam { ident, .. } in generics.type_params() {
        let others = generics.params.iter().filter(|other| match other {
            GenericParam::Type(other) => other.ident != *ident,
            GenericParam::Lifetime(_) | GenericParam::Const(_) => true,
        });
        let others: TokenStream = others.map(ToTokens::to_token_stream).collect();
        let is_used = [&types, &others].into_iter().any(|tokens| mentions(tokens.clone(), ident));
        if !is_used && !mentions(generics.where_clause.to_token_stream(), ident) {
            let message = format!("nothing in the request and in the answer is a `{ident}`");
            errors.at(ident, format!("{message}\nhelp: remove this"));
        }
    }
}

/// `fn f<T>() -> T`, `fn f<T>() -> Vec<T>`
pub(super) fn of_the_answer_can_be_read(endpoint: &Endpoint, errors: &mut Errors) {
    let mut inside = endpoint.output.as_ref();
    while let Some(deeper) = inside.and_then(|ty| sole_argument(ty, &["Option", "Vec"])) {
        inside = Some(deeper);
    }
    let Some(Type::Path(path)) = inside else { return };
    let bounds = endpoint.generics.where_clause.to_token_stream();
    let is_unbound = |known: &&TypeParam| {
        path.path.is_ident(&known.ident) && known.bounds.is_empty() && !mentions(bounds.clone(), &known.ident)
    };
    if let Some(TypeParam { ident, .. }) = endpoint.generics.type_params().find(is_unbound) {
        let message = format!("`{ident}` cannot be read from an answer, since nothing is known of it");
        let help = format!("write `{}<{ident}: serde::de::DeserializeOwned>`", endpoint.name);
        errors.at(path, format!("{message}\nhelp: {help}"));
    }
}

/// `fn f<T>() …` with `errors(code = 400 => T)`
pub(super) fn are_in_no_detail(endpoint: &Endpoint, errors: &mut Errors) {
    for entry in &endpoint.errors.entries {
        let Some(detail) = &entry.detail else { continue };
        let tokens = quote::quote!(#detail);
        if let Some(generic) =
            endpoint.generics.type_params().find(|known| mentions(tokens.clone(), &known.ident))
        {
            let message = format!("the detail of an error cannot be generic over `{}`", generic.ident);
            errors.at(detail, format!("{message}\nhelp: write a type without it"));
        }
    }
}
