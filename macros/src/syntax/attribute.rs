//! The annotation: `METHOD "path", key, key(…), key = value, …`. The keys
//! stand in `key`.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{LitStr, parse2};

use super::key::Keys;
use super::tokens::split_at_commas;
use crate::errors::Errors;
use crate::keys::METHODS;
use crate::similar::similar;

/// An annotation as it is written. What could not be read is missing.
#[derive(Default)]
pub(crate) struct Attribute {
    pub(crate) method: Option<Method>,
    pub(crate) path: Option<LitStr>,
    pub(crate) keys: Keys,
}

/// A method as it is written.
pub(crate) enum Method {
    /// One of `METHODS`.
    Known(Ident),
    /// `method("PURGE")`
    Extension(LitStr),
}

impl Method {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Known(word) => word.to_string(),
            Self::Extension(name) => name.value(),
        }
    }
}

impl Attribute {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut attribute = Self::default();
        let mut pieces = split_at_commas(tokens, false).into_iter();
        let Some(first) = pieces.next() else {
            let form = "#[endpoint(GET \"/users/<user>\")]";
            errors.push(syn::Error::new(
                proc_macro2::Span::call_site(),
                format!("the `endpoint` attribute names a method and a path\nhelp: write `{form}`"),
            ));
            return attribute;
        };
        let first = without_comma(first, &mut pieces, errors);
        let leftover = attribute.method_and_path(first, errors);
        let mut groups = Vec::new();
        for piece in leftover.into_iter().chain(pieces) {
            match group_keys(&piece) {
                Some(keys) => groups.push(keys),
                None => attribute.keys.piece(piece, |_| true, errors),
            }
        }
        // The innermost group was put there last.
        attribute.keys = groups.into_iter().rev().fold(attribute.keys, Keys::inherit);
        attribute
    }

    /// Reads `METHOD "path"`; what stands behind it without a comma is given back.
    fn method_and_path(&mut self, piece: TokenStream, errors: &mut Errors) -> Option<TokenStream> {
        let mut tokens = piece.into_iter().peekable();
        match tokens.peek() {
            Some(TokenTree::Ident(word)) => {
                let word = word.clone();
                tokens.next();
                self.method = match tokens.peek() {
                    Some(TokenTree::Group(name)) if word == "method" => {
                        let method = extension_method(name, errors);
                        tokens.next();
                        method
                    }
                    _ => method(&word, errors).then(|| Method::Known(word.clone())),
                };
                if tokens.peek().is_none() {
                    errors.at(
                        word,
                        "the path is missing\nhelp: write it behind the method: `GET \"/users/<user>\"`",
                    );
                    return None;
                }
            }
            Some(TokenTree::Literal(path)) => {
                errors.at(
                    path,
                    "the method is missing\nhelp: write it before the path: `GET \"/users/<user>\"`",
                );
            }
            other => {
                errors.at(other, "a method is expected here\nhelp: write `GET \"/users/<user>\"`");
                return None;
            }
        }
        let path = tokens.next();
        match parse2(path.to_token_stream()) {
            Ok(path) => self.path = Some(path),
            Err(_) => errors.at(path, "the path is a string\nhelp: write `\"/users/<user>\"`"),
        }
        let leftover: TokenStream = tokens.collect();
        if leftover.is_empty() {
            return None;
        }
        let first = leftover.clone().into_iter().next();
        errors.at(first, "there is no comma behind the path\nhelp: write a comma before this");
        Some(leftover)
    }
}

/// `GET "/users"` of `GET, "/users"`.
fn without_comma(
    first: TokenStream,
    pieces: &mut std::vec::IntoIter<TokenStream>,
    errors: &mut Errors,
) -> TokenStream {
    let mut tokens = first.clone().into_iter();
    let is_method = match (tokens.next(), tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(_)), None, _) => true,
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(_)), None) => word == "method",
        _ => false,
    };
    match pieces.as_slice().first() {
        Some(path) if is_method && parse2::<LitStr>(path.clone()).is_ok() => {
            errors.at(&first, "there is no comma between the method and the path\nhelp: remove it");
            let path = pieces.next();
            quote!(#first #path)
        }
        _ => first,
    }
}

/// The keys in `group(…)`, which the `endpoints` attribute has put there, and has checked.
fn group_keys(piece: &TokenStream) -> Option<Keys> {
    let mut tokens = piece.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(group))) if word == "group" => {
            let mut checked = Errors::default();
            Some(Keys::group(group.stream(), &mut checked))
        }
        _ => None,
    }
}

fn extension_method(name: &Group, errors: &mut Errors) -> Option<Method> {
    let method = parse2(name.stream()).ok().filter(|_| name.delimiter() == Delimiter::Parenthesis);
    if method.is_none() {
        errors.at(name, "the name of a method is a string\nhelp: write `method(\"PURGE\")`");
    }
    method.map(Method::Extension)
}

/// Whether there is such a method; says so if not.
fn method(word: &Ident, errors: &mut Errors) -> bool {
    let name = word.to_string();
    if METHODS.contains(&name.as_str()) {
        return true;
    }
    let help = match similar(&name, METHODS) {
        Some(near) => format!("there is a method with a similar name: `{near}`"),
        None => {
            format!("the methods are `{}`; another is written `method(\"{name}\")`", METHODS.join("`, `"))
        }
    };
    errors.at(word, format!("unknown HTTP method `{name}`\nhelp: {help}"));
    false
}
