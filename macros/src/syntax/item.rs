//! Items that cannot be read as a signature: those that are no function, and functions that the compiler has found
//! mistakes in before it came to us, or that an editor hands over half written.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, FnArg, Token, Type, parse_quote};

use super::tokens::split_at_commas;
use crate::errors::Errors;

/// The words that begin items, but for `fn`.
const ITEMS: [&str; 13] = [
    "struct",
    "enum",
    "union",
    "trait",
    "impl",
    "mod",
    "type",
    "use",
    "static",
    "const",
    "extern",
    "macro_rules",
    "macro",
];

/// Says that the annotation does not go on this.
pub(crate) fn refuse(item: TokenStream, errors: &mut Errors) {
    const MESSAGE: &str = "the `endpoint` attribute goes on the signature of a function";
    let tokens: Vec<TokenTree> = item.into_iter().collect();
    let Some(start) = tokens.iter().position(is_item) else {
        let all: TokenStream = tokens.into_iter().collect();
        return errors.at(all, format!("{MESSAGE}\nhelp: write `pub async fn get_user(user: u64) -> User;`"));
    };
    let help = match tokens[start].to_string().as_str() {
        "impl" | "trait" => {
            "write `pub async fn get_user(self: &Api, user: u64) -> User;` outside of it, each with its annotation"
        }
        "mod" => "write it on each function in there; `#[endpoints(…)]` on a module gives them keys",
        _ => "write `pub async fn get_user(user: u64) -> User;`",
    };
    errors.at(head(tokens), format!("{MESSAGE}\nhelp: {help}"));
}

fn is_item(token: &TokenTree) -> bool {
    ITEMS.iter().any(|word| token.to_string() == *word)
}

/// An item from its first word, behind attributes and visibility, up to its content.
pub(crate) fn head(item: impl IntoIterator<Item = TokenTree>) -> TokenStream {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => matches!(mark.as_char(), ';' | '='),
        _ => false,
    };
    item.into_iter().skip_while(|token| !is_item(token)).take_while(|token| !is_end(token)).collect()
}

/// `Api` of `impl Api`, without generics.
pub(crate) fn subject(item: TokenStream) -> Option<String> {
    let implementation: syn::ItemImpl = syn::parse2(item).ok()?;
    let Type::Path(path) = *implementation.self_ty else { return None };
    path.path.get_ident().map(ToString::to_string)
}

/// Whether this ends in braces.
pub(crate) fn has_body(item: &TokenStream) -> bool {
    let last = item.clone().into_iter().last();
    matches!(last, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

/// Whether an item of a module ends with its last token: with a semicolon, or with braces that are its content.
pub(crate) fn is_whole(item: &[TokenTree]) -> bool {
    let has = |words: &[&str]| item.iter().any(|token| words.contains(&token.to_string().as_str()));
    match item.last() {
        Some(TokenTree::Punct(end)) => end.as_char() == ';',
        Some(TokenTree::Group(group)) => {
            group.delimiter() == Delimiter::Brace
                && (has(&["fn"]) || !has(&["use", "static", "const", "type"]))
        }
        _ => false,
    }
}

/// What an annotation stands on.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Module,
    Impl,
    Function,
    Other,
}

impl Kind {
    /// By the first word that says it, behind attributes and visibility.
    pub(crate) fn of(item: &TokenStream) -> Self {
        let kind = |token: TokenTree| match token.to_string().as_str() {
            "mod" => Some(Self::Module),
            "impl" | "trait" => Some(Self::Impl),
            "fn" => Some(Self::Function),
            "struct" | "enum" | "union" | "use" | "static" | "type" => Some(Self::Other),
            _ => None,
        };
        item.clone().into_iter().find_map(kind).unwrap_or(Self::Other)
    }
}

/// The item as it can stand there without an annotation: in an `impl`, signatures get bodies.
pub(crate) fn kept(item: TokenStream) -> TokenStream {
    let is_impl =
        item.clone().into_iter().any(|token| matches!(&token, TokenTree::Ident(word) if word == "impl"));
    let with_bodies = |token: TokenTree| match token {
        TokenTree::Group(group) if is_impl && group.delimiter() == Delimiter::Brace => {
            let mut mended = Group::new(Delimiter::Brace, bodies(group.stream()));
            mended.set_span(group.span());
            mended.into()
        }
        token => token,
    };
    let item: TokenStream = item.into_iter().map(with_bodies).collect();
    if is_impl { quote!(#[allow(unused_variables)] #item) } else { item }
}

/// `fn f(&self) -> T { … }` for `fn f(&self) -> T;`. An error stands beside it, so that the body is never run.
fn bodies(content: TokenStream) -> TokenStream {
    let mut in_function = false;
    let mut mended = TokenStream::new();
    for token in content {
        match &token {
            TokenTree::Ident(word) if word == "fn" => in_function = true,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => in_function = false,
            TokenTree::Punct(end) if end.as_char() == ';' && in_function => {
                in_function = false;
                mended.extend(quote!({ ::core::unreachable!() }));
                continue;
            }
            _ => {}
        }
        token.to_tokens(&mut mended);
    }
    mended
}

/// The function with what can be read of its name, its parameters, and its return type: the compiler has said what is wrong
/// with them, and who calls it, and an editor, want the rest. Second, whether the return type is still there. None if this is no function.
fn mended(item: TokenStream) -> Option<(TokenStream, bool)> {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
    let is_inputs = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let start = tokens.iter().position(is_fn)?;
    let place = start + tokens[start..].iter().position(is_inputs)?;
    if let TokenTree::Ident(word) = &tokens[start + 1] {
        tokens[start + 1] = name(word).into();
    }
    let TokenTree::Group(group) = &tokens[place] else { return None };

    let inputs = split_at_commas(group.stream(), true, &mut Errors::default());
    let mut readable: Vec<FnArg> = inputs.into_iter().filter_map(readable).collect();
    // A receiver stands first.
    readable.sort_by_key(|input| !matches!(input, FnArg::Receiver(_)));
    let mut inputs = Group::new(Delimiter::Parenthesis, quote!(#(#readable),*));
    inputs.set_span(group.span());

    // The words between the visibility and `fn`, whose order may be wrong, say nothing about an endpoint.
    let is_qualifier = |token: &TokenTree| {
        ["const", "async", "unsafe", "safe", "extern", "default"]
            .iter()
            .any(|word| token.to_string() == *word)
    };
    let end = tokens[..start].iter().position(is_qualifier).unwrap_or(start);
    let before: TokenStream = tokens[..end].iter().chain(&tokens[start..place]).cloned().collect();
    let behind: TokenStream = tokens[place + 1..].iter().cloned().collect();
    let whole = quote!(#before #inputs #behind);
    let is_readable = syn::parse2::<super::signature::Function>(whole.clone()).is_ok();
    Some(if is_readable { (whole, true) } else { (quote!(#before #inputs;), false) })
}

/// As [`mended`], of what the compiler has refused; none of what it can read.
pub(crate) fn half_written(item: TokenStream) -> Option<(TokenStream, bool)> {
    let is_readable = syn::parse2::<super::signature::Function>(item.clone()).is_ok();
    if is_readable { None } else { mended(item) }
}

/// What can be read of a parameter, with `_` for a type that cannot: `user: u64 = 1`, `user:`, `user`. None if there is not
/// even a name.
fn readable(input: TokenStream) -> Option<FnArg> {
    if let Ok(whole) = syn::parse2(input.clone()) {
        return Some(whole);
    }
    let parser = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        let name = name(&input.call(Ident::parse_any)?);
        let colon = input.parse::<Option<Token![:]>>()?;
        let ty = match colon {
            Some(_) => input.parse::<Type>().ok(),
            None => None,
        };
        // What stands behind it is what the compiler has refused.
        input.parse::<TokenStream>()?;
        let ty = ty.unwrap_or_else(|| parse_quote!(_));
        Ok(parse_quote!(#(#attributes)* #name: #ty))
    };
    parser.parse2(input).ok()
}

/// A keyword as the name that it can be: `r#type`.
fn name(word: &Ident) -> Ident {
    let text = word.to_string();
    let is_keyword = syn::parse_str::<Ident>(&text).is_err();
    let has_raw_form = !matches!(text.as_str(), "_" | "self" | "Self" | "super" | "crate");
    if is_keyword && has_raw_form { Ident::new_raw(&text, word.span()) } else { word.clone() }
}
