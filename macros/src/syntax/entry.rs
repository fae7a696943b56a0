//! One key of an annotation, `key`, `key(…)`, or `key = value`, whatever it is; and what to write where it is written
//! in another form.

use proc_macro2::{Delimiter, Group, Ident, Punct, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, parse2};

use super::tokens::{shown, split_at_commas};
use super::{error_entry, paginate, value};
use crate::case::upper_camel;
use crate::errors::Errors;
use crate::keys::{METHODS, form_of, key};

/// A key with its value, and all of its tokens for errors.
pub(super) struct Entry {
    pub(super) key: Ident,
    pub(super) value: Value,
    pub(super) tokens: TokenStream,
    /// Whether a mistake in it was reported: then it is read for what can be read, and nothing more is said.
    pub(super) mended: bool,
}

/// What follows a key.
pub(super) enum Value {
    None,
    List(Group),
    Assigned(TokenStream),
}

/// The form that a key has.
#[derive(PartialEq)]
enum Form {
    Flag,
    List,
    Text,
    Number,
    Word,
}

impl Form {
    fn of(key: &str) -> Self {
        match form_of(key) {
            form if form.ends_with(')') => Self::List,
            form if form.contains('"') => Self::Text,
            form if form.ends_with(|last: char| last.is_ascii_digit()) => Self::Number,
            form if form.contains('=') => Self::Word,
            _ => Self::Flag,
        }
    }
}

impl Entry {
    /// Reads an entry, and gives what stands behind it without a comma.
    pub(super) fn parse(piece: TokenStream, errors: &mut Errors) -> Option<(Self, Option<TokenStream>)> {
        let tokens: Vec<TokenTree> = piece.into_iter().collect();
        let (key, rest) = match tokens.as_slice() {
            [TokenTree::Ident(key), rest @ ..] => (key.clone(), rest),
            [first, ..] => {
                no_key(first, errors);
                return None;
            }
            [] => return None,
        };
        let mut end = tokens.len();
        let mut mended = false;
        let value = match rest {
            [] => Value::None,
            [TokenTree::Group(group), behind @ ..] => {
                end = end_of(tokens.len(), behind, &key, errors);
                if group.delimiter() != Delimiter::Parenthesis {
                    wrong_brackets(&key, group, errors);
                    mended = true;
                }
                Value::List(group.clone())
            }
            [TokenTree::Punct(mark), TokenTree::Punct(arrow), behind @ ..]
                if mark.as_char() == '=' && arrow.as_char() == '>' =>
            {
                wrong_mark(&key, &[mark, arrow], behind, errors);
                mended = true;
                Value::Assigned(behind.iter().cloned().collect())
            }
            [TokenTree::Punct(first), TokenTree::Punct(second), ..]
                if first.as_char() == ':' && second.as_char() == ':' =>
            {
                let all: TokenStream = tokens.iter().cloned().collect();
                let help = match tokens.iter().rev().find_map(known_key) {
                    Some(word) => format!("write `{}`", form_of(&word)),
                    None => "keys are written `key`, `key(…)`, or `key = value`".to_owned(),
                };
                errors.at(all, format!("a key is one word, not a path\nhelp: {help}"));
                return None;
            }
            [TokenTree::Punct(mark), behind @ ..] if mark.as_char() == ':' && !behind.is_empty() => {
                wrong_mark(&key, &[mark], behind, errors);
                mended = true;
                Value::Assigned(behind.iter().cloned().collect())
            }
            [TokenTree::Punct(equals), TokenTree::Group(group)]
                if equals.as_char() == '=' && Form::of(&key.to_string()) == Form::List =>
            {
                wrong_brackets(&key, group, errors);
                mended = true;
                Value::List(group.clone())
            }
            [TokenTree::Punct(equals), value, behind @ ..] if equals.as_char() == '=' => {
                // A path has words behind its first, but none directly.
                // And what no key begins, as in `timeout = 30 s`, belongs to the value.
                let is_whole = match behind {
                    [TokenTree::Ident(_)] if matches!(value, TokenTree::Punct(_)) => true,
                    [unit @ TokenTree::Ident(_)] => {
                        known_key(unit).is_none()
                            && value.to_string().starts_with(|first: char| first.is_ascii_digit())
                    }
                    behind => !matches!(behind, [TokenTree::Ident(_), ..]),
                };
                if !is_whole {
                    end = end_of(tokens.len(), behind, &key, errors);
                }
                let rest = if is_whole { behind } else { &[] };
                Value::Assigned([value].into_iter().chain(rest).cloned().collect())
            }
            [TokenTree::Punct(equals)] if equals.as_char() == '=' => {
                errors.at(
                    equals,
                    format!("the value of `{key}` is missing\nhelp: write `{}`", form_or_any(&key)),
                );
                return None;
            }
            _ if METHODS.iter().any(|method| key == method) => {
                let all: TokenStream = tokens.iter().cloned().collect();
                let help = "write one method and one path, first in the annotation of a function";
                errors.at(all, format!("`{key}` is no key, but a method\nhelp: {help}"));
                return None;
            }
            other => {
                let other: TokenStream = other.iter().cloned().collect();
                let message = format!("this cannot stand behind `{key}`");
                errors.at(other, format!("{message}\nhelp: write `{}`", form_or_any(&key)));
                return None;
            }
        };
        let leftover = (end < tokens.len()).then(|| tokens[end..].iter().cloned().collect());
        Some((Self { key, value, tokens: tokens[..end].iter().cloned().collect(), mended }, leftover))
    }

    pub(super) fn misformed(&self, errors: &mut Errors) {
        if !self.mended {
            errors
                .at(&self.tokens, format!("`{}` is not written like this\nhelp: {}", self.key, self.help()));
        }
    }

    /// What to write, with the author's own words where they fit.
    fn help(&self) -> String {
        let name = self.key.to_string();
        let value: Vec<TokenTree> = match &self.value {
            Value::None => vec![],
            Value::List(group) => group.stream().into_iter().collect(),
            Value::Assigned(tokens) => tokens.clone().into_iter().collect(),
        };
        let text = value.first().and_then(|first| parse2::<LitStr>(first.to_token_stream()).ok());
        let written = match (Form::of(&name), &self.value, value.as_slice()) {
            (_, Value::Assigned(_), _) if name == "errors" => {
                "errors = SharedErrors`, the type of a set, or `errors(code = status)".to_owned()
            }
            // `error(not_found = 404)` means the other key.
            (Form::Word, Value::List(group), [_, ..]) if name == "error" => {
                format!("errors({})", group.stream())
            }
            (Form::Word, _, [TokenTree::Literal(_)]) if text.is_some() => {
                format!("{name} = {}", text.map(|text| text.value()).unwrap_or_default())
            }
            (Form::Word, _, [.., TokenTree::Ident(last)]) if name != "crate" && is_name(last) => {
                format!("{name} = {last}")
            }
            (Form::Number, _, [TokenTree::Literal(number)])
                if number.to_string().trim_matches('"').parse::<u32>().is_ok() =>
            {
                format!("{name} = {}", number.to_string().trim_matches('"'))
            }
            (Form::Text, _, [TokenTree::Literal(_)]) if text.is_some() => {
                format!("{name} = {}", value[0])
            }
            (Form::Text, Value::Assigned(_), [TokenTree::Ident(_), ..]) if name == "base" => {
                return "write the address itself, as a string: `base = \"https://…\"`".to_owned();
            }
            // No word is a duration or a size.
            (Form::Text, Value::Assigned(_), [TokenTree::Ident(word)])
                if name != "media" && !name.ends_with("timeout") && name != "response_limit" =>
            {
                format!("{name} = \"{word}\"")
            }
            (Form::Text, Value::Assigned(_), [TokenTree::Literal(number)]) if name.ends_with("timeout") => {
                let number = number.to_string();
                let unit = if number.ends_with(|last: char| last.is_ascii_digit()) { "s" } else { "" };
                format!("{name} = \"{number}{unit}\"")
            }
            (Form::List, Value::Assigned(_), [TokenTree::Ident(word)])
                if name == "returns" && is_type(word) =>
            {
                return "write the type behind `->` in the signature; `returns(member)` names a member of the answer".to_owned();
            }
            (Form::List, Value::Assigned(_), [TokenTree::Literal(_)])
                if name == "returns" && text.is_some() =>
            {
                format!("returns({})", text.map(|text| text.value()).unwrap_or_default())
            }
            (Form::List, Value::Assigned(_), [TokenTree::Literal(_)]) if name == "auth" && text.is_some() => {
                let text = text.map(|text| text.value()).unwrap_or_default();
                match syn::parse_str::<Ident>(&text) {
                    Ok(word) if word == "none" || word == "default" => format!("auth({word})"),
                    Ok(word) => {
                        return format!(
                            "write `auth({word})` for the credentials of that name; the client's usual ones need no key"
                        );
                    }
                    Err(_) => form_of(&name).to_owned(),
                }
            }
            (Form::List, Value::Assigned(_), [TokenTree::Literal(_)])
                if name == "paginate" && text.is_some() =>
            {
                paginate::written(&text.map(|text| text.value()).unwrap_or_default())
            }
            (Form::List, Value::Assigned(_), [TokenTree::Literal(_)])
                if name == "scopes" && text.is_some() =>
            {
                format!("scopes({})", value[0])
            }
            (Form::List, Value::Assigned(_), [TokenTree::Ident(word)])
                if name == "auth" && value::means_none(&word.to_string()) =>
            {
                "auth(none)".to_owned()
            }
            (Form::List, Value::Assigned(_), [TokenTree::Ident(word)]) if name != "scopes" => {
                format!("{name}({word})")
            }
            (Form::List, Value::List(group), [TokenTree::Ident(_), ..]) if name == "scopes" => {
                let scopes = split_at_commas(group.stream(), false, &mut Errors::default());
                let quoted: Vec<String> = scopes
                    .into_iter()
                    .map(|scope| format!("\"{}\"", shown(scope).trim_matches('"')))
                    .collect();
                format!("scopes({})", quoted.join(", "))
            }
            _ if name == "paginate" => paginate::written("page"),
            _ => form_of(&name).to_owned(),
        };
        format!("write `{written}`")
    }

    pub(super) fn flag(&self, errors: &mut Errors) -> bool {
        let flag = matches!(self.value, Value::None);
        if !flag {
            self.misformed(errors);
        }
        flag
    }

    pub(super) fn assigned<T: syn::parse::Parse>(&self, errors: &mut Errors) -> Option<T> {
        let parsed = match &self.value {
            Value::Assigned(tokens) => parse2(tokens.clone()).ok(),
            Value::None | Value::List(_) => None,
        };
        if parsed.is_none() {
            self.misformed(errors);
        }
        parsed
    }

    /// A name. One in quotes, or behind a path, is a mistake, and the name all the same.
    pub(super) fn name(&self, errors: &mut Errors) -> Option<Ident> {
        let mut scratch = Errors::default();
        if let Some(name) = self.assigned::<Ident>(&mut scratch) {
            if name.to_string().starts_with(char::is_lowercase) {
                let camel = upper_camel(&name.to_string());
                let help = format!("write `{} = {camel}`", self.key);
                errors.at(&name, format!("`{name}` is no name of a type\nhelp: {help}"));
                return Some(Ident::new(&camel, name.span()));
            }
            return Some(name);
        }
        self.misformed(errors);
        let tokens = match &self.value {
            Value::Assigned(tokens) => tokens.clone(),
            Value::List(group) => group.stream(),
            Value::None => return None,
        };
        match tokens.into_iter().last()? {
            TokenTree::Ident(last) => Some(last).filter(is_name),
            TokenTree::Literal(literal) => parse2::<LitStr>(literal.to_token_stream()).ok()?.parse().ok(),
            TokenTree::Group(_) | TokenTree::Punct(_) => None,
        }
    }

    pub(super) fn list(&self, errors: &mut Errors) -> Option<Vec<TokenStream>> {
        match &self.value {
            Value::List(group) if !group.stream().is_empty() => {
                Some(split_at_commas(group.stream(), true, errors))
            }
            _ => {
                self.misformed(errors);
                None
            }
        }
    }

    pub(super) fn list_of<T: syn::parse::Parse>(&self, errors: &mut Errors) -> Vec<T> {
        let pieces = self.list(errors).unwrap_or_default();
        let parsed: Option<Vec<T>> = pieces.into_iter().map(|piece| parse2(piece).ok()).collect();
        if parsed.is_none() {
            self.misformed(errors);
        }
        parsed.unwrap_or_default()
    }
}

fn known_key(token: &TokenTree) -> Option<String> {
    let word = token.to_string();
    key(word.trim_matches('"')).is_some().then(|| word.trim_matches('"').to_owned())
}

fn no_key(first: &TokenTree, errors: &mut Errors) {
    match known_key(first) {
        Some(word) => {
            errors.at(first, format!("a key is a word, not a string\nhelp: write `{}`", form_of(&word)));
        }
        None if first.to_string().starts_with("\"/") => {
            let help = "write the whole path in the annotation of each endpoint";
            errors.at(first, format!("a path stands behind a method, and nowhere else\nhelp: {help}"));
        }
        None => errors
            .at(first, "a key is expected here\nhelp: keys are written `key`, `key(…)`, or `key = value`"),
    }
}

/// Where an entry ends before what stands `behind` it, of which there should be nothing.
fn end_of(length: usize, behind: &[TokenTree], key: &Ident, errors: &mut Errors) -> usize {
    if let Some(first) = behind.first() {
        errors.at(
            first,
            format!("there is no comma between this and `{key}`\nhelp: write a comma before this"),
        );
    }
    length - behind.len()
}

/// `errors = [not_found = 404]`, `errors { not_found = 404 }`
fn wrong_brackets(key: &Ident, group: &Group, errors: &mut Errors) {
    let inside = group.stream();
    let name = key.to_string();
    let is_plain =
        !inside.is_empty() && !matches!(inside.clone().into_iter().next(), Some(TokenTree::Group(_)));
    let help = match Form::of(&name) {
        Form::List if is_plain && name == "errors" => error_entry::in_parentheses(inside),
        Form::List if is_plain && name == "headers" => value::header_fields(inside),
        Form::List if is_plain => format!("{name}({inside})"),
        _ => form_or_any(key).to_owned(),
    };
    errors
        .at(group, format!("what belongs to `{name}` stands in parentheses behind it\nhelp: write `{help}`"));
}

/// `timeout: "30s"`, `timeout => "30s"`
fn wrong_mark(key: &Ident, marks: &[&Punct], value: &[TokenTree], errors: &mut Errors) {
    let marks: TokenStream = marks.iter().map(|mark| TokenTree::Punct((*mark).clone())).collect();
    let value = shown(value.iter().cloned());
    errors.at(marks, format!("`=` stands between a key and its value\nhelp: write `{key} = {value}`"));
}

fn form_or_any(key: &Ident) -> &'static str {
    match form_of(&key.to_string()) {
        "" => "key`, `key(…)`, or `key = value",
        form => form,
    }
}

/// Whether this is no keyword.
fn is_name(word: &Ident) -> bool {
    parse2::<Ident>(word.to_token_stream()).is_ok()
}

fn is_type(word: &Ident) -> bool {
    word.to_string().starts_with(char::is_uppercase)
}
