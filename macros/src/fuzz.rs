//! Half-written and garbled declarations, as editors hand them over: tokens of a declaration deleted, doubled, swapped, or
//! replaced, and tokens in no order at all. Nothing may panic, what comes out is Rust or has an error, and the function
//! keeps its name. The corpus is what is below, and every fixture of `tests/ui`. `PROPTEST_CASES=100000 cargo test
//! --release -p sigpost-macros fuzz` tries for longer than the usual run does.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use quote::quote;

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
           headers("Accept" = "a/b"), auth(other), timeout = "30s", attempts = 3, response_limit = "1MiB", idempotent, base = "https://h.example",
           errors("odd.code" as Odd = 409, Server = 5XX, a::Set as Named, Rest = default), crate = waymark, group(errors(Other = 410))"#,
        "pub(crate) fn get(self: &Library, b: &str, #[path(allow_empty)] rest: String, page: Option<u32>, per_page: u32);",
        "get",
    ),
    (
        r#"PUT "/items", returns(data.a, type."b c"), paginate(page = a, size = b, first = 0, header = "X-Next"), media = "application/json", request = Put, error = PutError, errors(Conflict = 409), auth(default), json"#,
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

/// Which macro, its arguments, and the item.
#[derive(Clone, Debug)]
struct Annotated {
    name: String,
    arguments: String,
    item: String,
}

/// Everything that is annotated in `tests/ui`, as text, since token streams are of one thread.
static FIXTURES: LazyLock<Vec<Annotated>> = LazyLock::new(|| {
    let mut found = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    for topic in fs::read_dir(folder).expect("the fixtures").flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(topic.path()).expect("a topic").flatten() {
            if file.path().extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(file.path()).expect("a fixture");
                annotated(text.parse().expect("tokens"), &mut found);
            }
        }
    }
    found.sort_by_key(|annotated| (annotated.arguments.clone(), annotated.item.clone()));
    found
});

/// Collects what has an attribute of ours, or a derive, at any depth.
fn annotated(tokens: TokenStream, found: &mut Vec<Annotated>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let after_hash = index > 0 && tokens[index - 1].to_string() == "#";
        if !after_hash || group.delimiter() != Delimiter::Bracket {
            annotated(group.stream(), found);
            continue;
        }
        let mut inside = group.stream().into_iter();
        let name = inside.next().map(|name| name.to_string()).unwrap_or_default();
        if ["endpoint", "endpoints", "derive"].contains(&name.as_str()) {
            let arguments = match inside.next() {
                Some(TokenTree::Group(arguments)) => arguments.stream().to_string(),
                _ => String::new(),
            };
            let is_end = |token: &TokenTree| match token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                token => token.to_string() == ";",
            };
            let rest = &tokens[index + 1..];
            let end = rest.iter().position(is_end).map_or(rest.len(), |end| end + 1);
            let item: TokenStream = rest[..end].iter().cloned().collect();
            found.push(Annotated { name, arguments, item: item.to_string() });
        }
    }
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

/// Tokens in no order.
fn arbitrary_tokens() -> impl Strategy<Value = String> {
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
        // One token may stand for several words, and be wrong in each of its places.
        prop_assert!(errors <= 3, "#[endpoint({attribute})] {item}\n{}", messages(&expansion));
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
