//! What those write in place of `METHOD "path"` who know another library: it is read as what it means.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use super::head::{EXAMPLE, Head, known, string};
use super::tokens::shown;
use crate::errors::Errors;
use crate::keys::METHODS;
use crate::similar::similar;

/// Words that other libraries have for the two, as keys.
const METHOD_WORDS: [&str; 2] = ["method", "verb"];
pub(super) const PATH_WORDS: [&str; 5] = ["path", "url", "uri", "route", "endpoint"];

impl Head {
    /// A string where the method is expected: `"GET" "/users"`, `"GET /users"`, or a path without a method.
    pub(super) fn literal(
        &mut self,
        text: &LitStr,
        rest: &[TokenTree],
        errors: &mut Errors,
    ) -> Option<TokenStream> {
        let value = text.value();
        if let [TokenTree::Literal(path), ..] = rest
            && let Some(path) = string(&path.to_token_stream())
        {
            let method = value.to_uppercase();
            let help = format!("write `{method} {}`", path.to_token_stream());
            errors.at(text, format!("the method is a word, not a string\nhelp: {help}"));
            self.method = known(&method, text);
            return self.path(rest, errors);
        }
        let in_one = value.split_once(' ').filter(|(method, path)| {
            path.starts_with('/') && METHODS.contains(&method.to_uppercase().as_str())
        });
        if let Some((method, path)) = in_one {
            let method = method.to_uppercase();
            errors
                .at(text, format!("the method stands before the string\nhelp: write `{method} \"{path}\"`"));
            self.method = known(&method, text);
            self.path = Some(LitStr::new(path, text.span()));
            return None;
        }
        let help = format!("write it before the path: `GET {}`", text.to_token_stream());
        errors.at(text, format!("the method is missing\nhelp: {help}"));
        let mut tokens = vec![TokenTree::Literal(text.token())];
        tokens.extend_from_slice(rest);
        self.path(&tokens, errors)
    }

    /// `Method::GET "/users"`
    pub(super) fn qualified(
        &mut self,
        start: &[TokenTree],
        first: &Ident,
        rest: &[TokenTree],
        errors: &mut Errors,
    ) -> Option<TokenStream> {
        let words = rest.iter().take_while(|token| !matches!(token, TokenTree::Literal(_))).count();
        let (path_of_method, path) = rest.split_at(words);
        let name = match path_of_method.last() {
            Some(TokenTree::Ident(name)) => name.clone(),
            _ => first.clone(),
        };
        let written: TokenStream = start.iter().chain(path_of_method).cloned().collect();
        let shown = path.first().map_or_else(|| EXAMPLE.to_owned(), TokenTree::to_string);
        errors.at(written, format!("the method is a word, not a path\nhelp: write `{name} {shown}`"));
        self.method = known(&name.to_string(), &name);
        if path.is_empty() { None } else { self.path(path, errors) }
    }

    /// `method = "GET", path = "/users"`, in any order.
    pub(super) fn as_keys(&mut self, pieces: &mut Vec<TokenStream>, errors: &mut Errors) {
        let mut first = None;
        let mut method = None;
        pieces.retain(|piece| {
            let (word, value) = match assigned(piece) {
                Some(read) => read,
                None if self.path.is_none() && string(piece).is_some() => {
                    self.path = string(piece);
                    return false;
                }
                None => return true,
            };
            first.get_or_insert_with(|| piece.clone());
            if PATH_WORDS.contains(&word.as_str()) {
                self.path = self.path.take().or(string(&value));
            } else {
                let name = string(&value).map_or_else(|| last_word(&value), |text| text.value());
                method = Some(name.to_uppercase());
            }
            false
        });
        let path =
            self.path.as_ref().map_or_else(|| EXAMPLE.to_owned(), |path| path.to_token_stream().to_string());
        let name = method.as_deref().unwrap_or("GET");
        let shown = match similar(name, METHODS) {
            Some(near) => near.to_owned(),
            None => format!("method(\"{name}\")"),
        };
        let message = "the method and the path are not written as keys";
        errors.at(&first, format!("{message}\nhelp: write `{shown} {path}`"));
        self.method = method.and_then(|method| known(&method, &first));
    }

    /// A lone word that is no method, with the path behind a comma, as a key, or nowhere: one mistake.
    pub(super) fn no_method(&mut self, word: &Ident, others: &mut Vec<TokenStream>, errors: &mut Errors) {
        let next = others.first();
        let path =
            next.and_then(string).or_else(|| next.and_then(assigned).and_then(|(_, value)| string(&value)));
        if path.is_some() {
            others.remove(0);
        }
        let name = word.to_string();
        let begun = METHODS.into_iter().find(|method| method.starts_with(&name.to_uppercase()));
        match similar(&name, METHODS).or(begun) {
            Some(method) => {
                let shown = path
                    .as_ref()
                    .map_or_else(|| EXAMPLE.to_owned(), |path| path.to_token_stream().to_string());
                errors.at(word, format!("unknown HTTP method `{name}`\nhelp: write `{method} {shown}`"));
                self.method = known(method, word);
            }
            None => self.method(word, errors),
        }
        self.path = path;
    }
}

/// What to write in place of a path that is no string.
pub(super) fn path_as_string(tokens: &[TokenTree]) -> String {
    match tokens {
        [TokenTree::Literal(literal)] if literal.to_string().contains('"') => {
            let text = literal.to_string();
            format!("write `{}`", text.trim_start_matches(|prefix| prefix != '"'))
        }
        [TokenTree::Punct(_), ..] => format!("write `\"{}\"`", shown(tokens.iter().cloned())),
        [TokenTree::Group(group), ..] => match string(&group.stream()) {
            Some(path) => format!("write `{}` without parentheses", path.to_token_stream()),
            None => format!("write `{EXAMPLE}`"),
        },
        _ => format!("write it out, with placeholders for the parameters: `{EXAMPLE}`"),
    }
}

/// `method = value` or `path = value`: the word and the value.
pub(super) fn assigned(piece: &TokenStream) -> Option<(String, TokenStream)> {
    let mut tokens = piece.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Punct(equals))) if equals.as_char() == '=' => {
            let word = word.to_string();
            let is_ours = METHOD_WORDS.contains(&word.as_str()) || PATH_WORDS.contains(&word.as_str());
            is_ours.then(|| (word, tokens.collect()))
        }
        _ => None,
    }
}

/// The last word of `Method::GET`.
fn last_word(tokens: &TokenStream) -> String {
    tokens.clone().into_iter().last().map(|token| token.to_string()).unwrap_or_default()
}
