//! `#[endpoints(…)]` on a module: hands its keys to every `#[endpoint(…)]` inside, and leaves all else as it is.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::errors::Errors;
use crate::syntax::item::{self, Kind};
use crate::syntax::key::Keys;
use crate::{endpoint, taken};

/// What `#[endpoints(keys)]` makes of `item`.
pub(crate) fn endpoints(keys: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let kind = Kind::of(&item);
    if kind == Kind::Function && !item::has_body(&item) {
        // What is wrong with the keys for a group may be right for the function.
        let help = match &keys {
            keys if keys.is_empty() => "GET \"/users/<user>\"".to_owned(),
            keys if begins_with_a_path(keys) => keys.to_string(),
            keys => format!("GET \"/users/<user>\", {keys}"),
        };
        let at = if keys.is_empty() { &item } else { &keys };
        let message = "the `endpoints` attribute goes on a module, and gives keys to the endpoints in it";
        errors.at(at, format!("{message}\nhelp: write `#[endpoint({help})]` on a function"));
        let (function, mistake) = (endpoint::meant(keys, item), errors.into_tokens());
        return quote!(#function #mistake);
    }
    // Read here for its mistakes, each of which is then reported once, and not by every endpoint.
    Keys::group(keys.clone(), &mut errors);
    if keys.is_empty() {
        errors.push(syn::Error::new(
            proc_macro2::Span::call_site(),
            "the `endpoints` attribute gives keys to the endpoints in a module\nhelp: write `#[endpoints(auth(none))]`",
        ));
    }
    let handed_down = match kind {
        Kind::Module => quote!(group(#keys)),
        Kind::Impl => quote!(group[impl]),
        Kind::Function | Kind::Other => TokenStream::new(),
    };
    if kind != Kind::Module {
        let message = "the `endpoints` attribute goes on a module with its content";
        let help = match kind {
            Kind::Impl => format!(
                "write `mod name {{ … }}` around functions that name their receiver, as `self: &{}`",
                item::subject(item.clone()).unwrap_or_else(|| "Api".to_owned())
            ),
            _ => "write `mod name { … }`".to_owned(),
        };
        let at = if kind == Kind::Impl { item::head(item.clone()) } else { item.clone() };
        errors.at(at, format!("{message}\nhelp: {help}"));
    }
    let mistakes = errors.into_tokens();
    // What is right in the keys is handed down whatever is wrong: the errors that they declare are named elsewhere.
    let item = if keys.is_empty() || handed_down.is_empty() { item } else { hand_down(&handed_down, item) };
    quote!(#item #mistakes)
}

/// Whether these are the words of one endpoint: `GET "/users"`, `method("PURGE") "/cache"`.
fn begins_with_a_path(keys: &TokenStream) -> bool {
    let is_text =
        |token: TokenTree| matches!(&token, TokenTree::Literal(text) if text.to_string().starts_with('"'));
    keys.clone().into_iter().take_while(|token| token.to_string() != "=").take(3).any(is_text)
}

/// Appends `group(keys)`, or `group[impl]`, to each `#[endpoint(…)]`, at any depth, and the names that it may not have.
fn hand_down(handed_down: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut after_hash = false;
    let tokens = mended(tokens.into_iter().collect());
    let mut taken = taken::names(&tokens).into_iter().peekable();
    let rewritten = tokens.into_iter().enumerate().map(|(place, token)| {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        let token = match token {
            TokenTree::Group(group) if after_hash && group.delimiter() == Delimiter::Bracket => {
                let names =
                    taken.next_if(|(annotation, _)| *annotation == place).map(|(_, names)| quote!(, #names));
                let handed_down = quote!(#handed_down #names);
                let inside = annotation(&handed_down, group.stream()).unwrap_or_else(|| group.stream());
                regroup(&group, inside)
            }
            TokenTree::Group(group) => {
                let inside = hand_down(handed_down, group.stream());
                regroup(&group, inside)
            }
            other => other,
        };
        after_hash = is_hash;
        token
    });
    rewritten.collect()
}

/// The items of a module with what can be read of half-written signatures, and `group[half]` in their annotations: the
/// compiler has spoken of them, and would again.
fn mended(module: Vec<TokenTree>) -> Vec<TokenTree> {
    let mut items = Vec::new();
    let mut start = 0;
    for end in 0..module.len() {
        let item = &module[start..=end];
        if item::is_whole(item) {
            match half_written(item) {
                Some(mended) => items.extend(mended),
                None => items.extend_from_slice(item),
            }
            start = end + 1;
        }
    }
    items.extend_from_slice(&module[start..]);
    items
}

fn half_written(item: &[TokenTree]) -> Option<TokenStream> {
    let mark = |mark: &TokenStream, token: TokenTree| match &token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            annotation(mark, group.stream()).map(|inside| regroup(group, inside))
        }
        _ => None,
    };
    let is_annotated = item.iter().any(|token| mark(&TokenStream::new(), token.clone()).is_some());
    let (mended, knows_output) = item::half_written(item.iter().filter(|_| is_annotated).cloned().collect())?;
    let words = if knows_output { quote!(group[half]) } else { quote!(group[half, cut]) };
    Some(mended.into_iter().map(|token| mark(&words, token.clone()).unwrap_or(token)).collect())
}

/// The content of `#[endpoint(…)]` with the keys of the group; none if it is another attribute.
fn annotation(handed_down: &TokenStream, content: TokenStream) -> Option<TokenStream> {
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
    let arguments = regroup(arguments, quote!(#written #comma #handed_down));
    Some(quote!(#(#path)* #name #arguments))
}

fn regroup(old: &Group, inside: TokenStream) -> TokenTree {
    let mut group = Group::new(old.delimiter(), inside);
    group.set_span(old.span());
    TokenTree::Group(group)
}
