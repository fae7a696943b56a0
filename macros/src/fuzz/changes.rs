//! How it is changed: tokens deleted, doubled, swapped, or replaced at any depth, and tokens in no order.

use proc_macro2::{Group, TokenStream, TokenTree};
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub(super) enum Change {
    Delete,
    Double,
    Swap,
    Replace(&'static str),
}

pub(super) fn change() -> impl Strategy<Value = Change> {
    let replacements = prop::sample::select(vec![
        ",",
        ";",
        "=",
        "=>",
        "<",
        ">",
        "&",
        "'a",
        "_",
        "self",
        "crate",
        "fn",
        "r#fn",
        "Option",
        "x",
        "404",
        "-1",
        "1.5e3",
        "99999999999999999999",
        "\"\"",
        "\"/<\"",
        "\"é%\"",
        "'c'",
        "b\"x\"",
        "()",
        "{}",
        "[]",
        "(a, a)",
        "5XX",
    ]);
    prop_oneof![
        Just(Change::Delete),
        Just(Change::Double),
        Just(Change::Swap),
        replacements.prop_map(Change::Replace),
    ]
}

/// How many tokens there are at any depth.
pub(super) fn count(tokens: &TokenStream) -> usize {
    tokens.clone().into_iter().map(|token| 1 + inside(&token).map_or(0, |inside| count(&inside))).sum()
}

pub(super) fn inside(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    }
}

/// Changes the token at `index`, counted in depth.
pub(super) fn changed(tokens: TokenStream, index: &mut usize, change: &Change) -> TokenStream {
    let mut before = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if *index == 0 {
            *index = usize::MAX;
            match change {
                Change::Delete => {}
                Change::Double => before.extend([token.clone(), token]),
                Change::Swap => {
                    before.extend(tokens.next());
                    before.push(token);
                }
                Change::Replace(text) => before.extend(text.parse::<TokenStream>().expect("tokens")),
            }
            continue;
        }
        *index = index.saturating_sub(usize::from(*index != usize::MAX));
        before.push(match token {
            TokenTree::Group(group) if *index != usize::MAX => {
                let inside = changed(group.stream(), index, change);
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            token => token,
        });
    }
    before.into_iter().collect()
}

/// Tokens in no order.
pub(super) fn arbitrary_tokens() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "GET",
        "get",
        "POST",
        "method",
        "path",
        "returns",
        "errors",
        "error",
        "headers",
        "paginate",
        "page",
        "auth",
        "none",
        "crate",
        "request",
        "rename_all",
        "form",
        "json",
        "group",
        "fn",
        "pub",
        "async",
        "self",
        "Self",
        "as",
        "default",
        "impl",
        "struct",
        "enum",
        "mod",
        "where",
        "T",
        "x",
        "Option",
        "_",
        "'a",
        "#",
        "!",
        "=",
        "=>",
        "->",
        ":",
        "::",
        ",",
        ";",
        ".",
        "..",
        "...",
        "<",
        ">",
        "&",
        "-",
        "|",
        "?",
        "$",
        "@",
        "404",
        "5XX",
        "-1",
        "1.5",
        "30s",
        "\"/a\"",
        "\"/<x>\"",
        "\"/{x}\"",
        "\"\"",
        "\"é%\"",
        "b\"x\"",
        "'c'",
        "r#fn",
        "///doc\n",
    ]);
    let leaf = words.prop_map(ToOwned::to_owned);
    leaf.prop_recursive(3, 24, 8, |inner| {
        let inside = prop::collection::vec(inner, 0..8).prop_map(|tokens| tokens.join(" "));
        (inside, 0..4_usize).prop_map(|(inside, delimiter)| match delimiter {
            0 => format!("({inside})"),
            1 => format!("[{inside}]"),
            2 => format!("{{{inside}}}"),
            _ => inside,
        })
    })
}
