//! `#[endpoints(…)]` on a module: hands its keys to every `#[endpoint(…)]` inside, and leaves all else as it is.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::errors::Errors;
use crate::syntax::key::Keys;

/// What `#[endpoints(keys)]` makes of `item`.
pub(crate) fn endpoints(keys: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    // Read here for its mistakes, each of which is then reported once, and not by every endpoint.
    Keys::group(keys.clone(), &mut errors);
    let is_module =
        item.clone().into_iter().any(|token| matches!(&token, TokenTree::Ident(word) if word == "mod"));
    if keys.is_empty() {
        errors.push(syn::Error::new(
            proc_macro2::Span::call_site(),
            "the `endpoints` attribute gives keys to the endpoints in a module\nhelp: write `#[endpoints(auth(none))]`",
        ));
    }
    if !is_module {
        errors.at(
            &item,
            "the `endpoints` attribute goes on a module with its content\nhelp: write `mod name { … }`",
        );
    }
    if !errors.is_empty() {
        // What is right in the keys is handed down all the same: the errors that they declare are named elsewhere.
        let mistakes = errors.into_tokens();
        let item = if is_module && !keys.is_empty() { hand_down(&keys, item) } else { item };
        return quote!(#item #mistakes);
    }
    hand_down(&keys, item)
}

/// Appends `group(keys)` to each `#[endpoint(…)]`, at any depth.
fn hand_down(keys: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut after_hash = false;
    let rewritten = tokens.into_iter().map(|token| {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        let token = match token {
            TokenTree::Group(group) if after_hash && group.delimiter() == Delimiter::Bracket => {
                let inside = annotation(keys, group.stream()).unwrap_or_else(|| group.stream());
                regroup(&group, inside)
            }
            TokenTree::Group(group) => {
                let inside = hand_down(keys, group.stream());
                regroup(&group, inside)
            }
            other => other,
        };
        after_hash = is_hash;
        token
    });
    rewritten.collect()
}

/// The content of `#[endpoint(…)]` with the keys of the group; none if it is another attribute.
fn annotation(keys: &TokenStream, content: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = content.into_iter().collect();
    let [path @ .., TokenTree::Ident(name), TokenTree::Group(arguments)] = tokens.as_slice() else {
        return None;
    };
    if name != "endpoint" || arguments.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let written = arguments.stream();
    let comma = match written.clone().into_iter().last() {
        None => None,
        Some(TokenTree::Punct(punct)) if punct.as_char() == ',' => None,
        Some(_) => Some(quote!(,)),
    };
    let group = Ident::new("group", name.span());
    let arguments = regroup(arguments, quote!(#written #comma #group(#keys)));
    Some(quote!(#(#path)* #name #arguments))
}

fn regroup(old: &Group, inside: TokenStream) -> TokenTree {
    let mut group = Group::new(old.delimiter(), inside);
    group.set_span(old.span());
    TokenTree::Group(group)
}
