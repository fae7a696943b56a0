//! Half-written and garbled declarations, as editors hand them over: tokens of a declaration deleted, doubled, swapped, or
//! replaced, and tokens in no order at all. Nothing may panic, what comes out is Rust or has an error, and the function
//! keeps its name. `PROPTEST_CASES=100000 cargo test --release -p sigpost-macros fuzz` tries for longer than the usual run
//! does.

mod changes;
mod corpus;

use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;
use quote::quote;

use self::changes::{arbitrary_tokens, change, changed, count, inside};
use self::corpus::{Annotated, DECLARATIONS, ENUM, FIXTURES};

/// Whether a function has this name.
fn has_function(tokens: &TokenStream, name: &str) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let named = tokens
        .windows(2)
        .any(|pair| matches!(pair, [TokenTree::Ident(word), TokenTree::Ident(other)] if word == "fn" && other == name));
    named || tokens.iter().filter_map(inside).any(|inside| has_function(&inside, name))
}

/// What the macro makes of it. A derive is tried as each of them.
fn expanded(name: &str, arguments: &TokenStream, item: &TokenStream) -> Vec<TokenStream> {
    match name {
        "endpoint" => vec![crate::endpoint::endpoint(arguments.clone(), item.clone())],
        "endpoints" => vec![crate::group::endpoints(arguments.clone(), item.clone())],
        _ => [crate::from_response::derive, crate::lookup::derive, crate::error_set::derive]
            .map(|derive| derive(item.clone()))
            .into(),
    }
}

fn errors_in(tokens: &TokenStream) -> usize {
    tokens.to_string().matches("compile_error").count()
}

/// What the errors say.
fn messages(tokens: &TokenStream) -> String {
    let text = tokens.to_string();
    text.split("compile_error")
        .skip(1)
        .map(|error| error.split('}').next().unwrap_or_default().to_owned() + "\n")
        .collect()
}

/// Whether it is what must come out: Rust, or what says that it is none.
fn is_answer(tokens: &TokenStream) -> bool {
    errors_in(tokens) > 0 || syn::parse2::<syn::File>(tokens.clone()).is_ok()
}

#[test]
fn good_declarations_are_good() {
    for (attribute, item, _) in DECLARATIONS {
        let expansion =
            crate::endpoint::endpoint(attribute.parse().expect("tokens"), item.parse().expect("tokens"));
        assert_eq!(errors_in(&expansion), 0, "#[endpoint({attribute})] {item}\n{expansion}");
    }
}

#[test]
fn every_fixture_is_answered() {
    assert!(FIXTURES.len() > 300, "{}", FIXTURES.len());
    for Annotated { name, arguments, item } in FIXTURES.iter() {
        let (arguments, item) = (arguments.parse().expect("tokens"), item.parse().expect("tokens"));
        for expansion in expanded(name, &arguments, &item) {
            assert!(is_answer(&expansion), "#[{name}({arguments})] {item}\n{expansion}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_declaration_panics(
        which in 0..DECLARATIONS.len(),
        in_item in any::<bool>(),
        at in any::<prop::sample::Index>(),
        change in change(),
    ) {
        let (attribute, item, name) = DECLARATIONS[which];
        let (mut attribute, mut item): (TokenStream, TokenStream) =
            (attribute.parse().expect("tokens"), item.parse().expect("tokens"));
        let target = if in_item { &mut item } else { &mut attribute };
        let mut index = at.index(count(target));
        *target = changed(target.clone(), &mut index, &change);

        let shown = format!("#[endpoint({attribute})] {item}");
        let expansion = crate::endpoint::endpoint(attribute, item.clone());
        // What is no function at all is handed on as it is, for the compiler to judge.
        if syn::parse2::<syn::File>(expansion.clone()).is_err() {
            prop_assert!(expansion.to_string().starts_with(&item.to_string()), "{shown}\n{expansion}");
            prop_assert!(expansion.to_string().contains("compile_error"), "{shown}\n{expansion}");
        }
        if has_function(&item, name) {
            prop_assert!(has_function(&expansion, name), "{shown}\n{expansion}");
        }
    }

    #[test]
    fn one_change_to_a_good_declaration_is_few_mistakes(
        which in 0..DECLARATIONS.len(),
        in_item in any::<bool>(),
        at in any::<prop::sample::Index>(),
        change in change(),
    ) {
        let (attribute, item, _) = DECLARATIONS[which];
        let (mut attribute, mut item): (TokenStream, TokenStream) =
            (attribute.parse().expect("tokens"), item.parse().expect("tokens"));
        let target = if in_item { &mut item } else { &mut attribute };
        let mut index = at.index(count(target));
        *target = changed(target.clone(), &mut index, &change);
        let expansion = crate::endpoint::endpoint(attribute.clone(), item.clone());
        let errors = errors_in(&expansion);
        // One token may stand for several words, and be wrong in each of its places: all parameters are one.
        prop_assert!(errors <= 4, "#[endpoint({attribute})] {item}\n{}", messages(&expansion));
    }

    #[test]
    fn changed_fixtures_are_answered(
        which in any::<prop::sample::Index>(),
        in_item in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..4),
    ) {
        let Annotated { name, arguments, item } = which.get(&FIXTURES);
        let (mut arguments, mut item): (TokenStream, TokenStream) =
            (arguments.parse().expect("tokens"), item.parse().expect("tokens"));
        for (at, change) in changes {
            let target = if in_item { &mut item } else { &mut arguments };
            let count = count(target);
            if count > 0 {
                let mut index = at.index(count);
                *target = changed(target.clone(), &mut index, &change);
            }
        }
        for expansion in expanded(name, &arguments, &item) {
            // What is no Rust to begin with is for the compiler to judge.
            let is_handed_on = syn::parse2::<syn::File>(item.clone()).is_err();
            prop_assert!(is_answer(&expansion) || is_handed_on, "#[{name}({arguments})] {item}\n{expansion}");
        }
    }

    #[test]
    fn tokens_in_no_order_are_answered(arguments in arbitrary_tokens(), inside in arbitrary_tokens(), item in arbitrary_tokens()) {
        let arguments: TokenStream = arguments.parse().expect("tokens");
        let inside: TokenStream = inside.parse().expect("tokens");
        let item: TokenStream = item.parse().expect("tokens");
        let declarations = [
            (arguments.clone(), item.clone()),
            (quote!(GET "/<a>", #arguments), quote!(fn f(a: u8, #inside);)),
            (quote!(POST "/", errors(#arguments), returns(#inside)), quote!(pub async fn f(#[query(#inside)] a: u8) -> A;)),
            (quote!(PUT "/", headers(#arguments), paginate(#inside)), quote!(fn f() -> #inside;)),
        ];
        for (arguments, item) in declarations {
            for name in ["endpoint", "endpoints", "derive"] {
                for expansion in expanded(name, &arguments, &item) {
                    let is_handed_on = syn::parse2::<syn::File>(item.clone()).is_err();
                    prop_assert!(is_answer(&expansion) || is_handed_on, "#[{name}({arguments})] {item}\n{expansion}");
                }
            }
        }
    }

    #[test]
    fn no_derive_panics(first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>(), change in change()) {
        let mut item: TokenStream = ENUM.parse().expect("tokens");
        for at in [first, second] {
            let mut index = at.index(count(&item));
            item = changed(item, &mut index, &change);
        }
        for derive in [crate::from_response::derive, crate::lookup::derive] {
            let expansion = derive(item.clone());
            prop_assert!(syn::parse2::<syn::File>(expansion.clone()).is_ok(), "{item}\n{expansion}");
        }
    }
}
