//! Half-written and garbled declarations, as editors hand them over: one token of a good declaration deleted, doubled,
//! swapped, or replaced. Nothing may panic, and the function keeps its name.

use proc_macro2::{Group, TokenStream, TokenTree};
use proptest::prelude::*;

/// Attribute, item, and the name of the function.
const DECLARATIONS: [(&str, &str, &str); 4] = [
    (
        r#"POST "/organizations/<organization>/invites", returns(invite),
           errors(organization_not_found = 404, validation_error = 422 => ValidationErrors)"#,
        "/// Docs.\npub async fn create_invite(organization: OrganizationLookup, properties: Properties) -> Invite;",
        "create_invite",
    ),
    (
        r#"GET "/a/<b>.git/<rest..>?<page>&per-page=<per_page>&c=d", rename_all = "camelCase", scopes("s"),
           headers("Accept" = "a/b"), auth(none), timeout = "30s", attempts = 3, response_limit = "1MiB", idempotent, base = "https://h.example",
           errors("odd.code" as Odd = 409, Server = 5XX, a::Set as Named, Rest = default), crate = waymark, group(errors(Other = 410))"#,
        "pub(crate) fn get(self: &Library, b: &str, #[path(allow_empty)] rest: String, page: Option<u32>, per_page: u32);",
        "get",
    ),
    (
        r#"PUT "/items", returns(data.a, type."b c"), paginate(page = a, size = c, first = 0, header = "X-Next"), media = "application/json", request = Put, error = PutError, auth(name)"#,
        r#"fn put<'x, T: Serialize>(#[header("X-A")] a: &'x str, #[cookie] b: Option<u8>, #[query(style = comma)] c: Vec<T>,
           #[rename("e")] d: impl Into<String>, #[sensitive] #[header(style = comma)] g: Vec<u8>, f: Cow<'_, [u8]>) -> (A, B) where T: Clone;"#,
        "put",
    ),
    (
        r#"method("PURGE") "/items/<item>", idempotency_key = "X-Key""#,
        "#[deprecated] fn r#type(#[cfg(all())] item: u64, #[field] x: fn(&str)) -> ();",
        "r#type",
    ),
];

#[derive(Clone, Debug)]
enum Change {
    Delete,
    Double,
    Swap,
    Replace(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
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
fn count(tokens: &TokenStream) -> usize {
    tokens.clone().into_iter().map(|token| 1 + inside(&token).map_or(0, |inside| count(&inside))).sum()
}

fn inside(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    }
}

/// Changes the token at `index`, counted in depth.
fn changed(tokens: TokenStream, index: &mut usize, change: &Change) -> TokenStream {
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

/// Whether a function has this name.
fn has_function(tokens: &TokenStream, name: &str) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let named = tokens
        .windows(2)
        .any(|pair| matches!(pair, [TokenTree::Ident(word), TokenTree::Ident(other)] if word == "fn" && other == name));
    named || tokens.iter().filter_map(inside).any(|inside| has_function(&inside, name))
}

/// An enum for either derive.
const ENUM: &str = r#"#[from_response(crate = waymark)] #[lookup(crate = waymark)] pub enum Export<T: Clone> where T: Copy {
    #[status(200, 2XX)] Ready(http::Response<T>), #[status(304,)] NotModified, #[rename("a")] #[status(5xx)] Bad(String, u8),
}"#;

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
