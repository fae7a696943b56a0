//! The attributes of parameters: where one goes, and how it is written there.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, LitStr, Meta};

use super::parameter::{ListStyle, PlaceKind};
use super::tokens::{shown, split_at_commas};
use crate::errors::Errors;
use crate::habits;
use crate::keys::PARAMETER_ATTRIBUTES;
use crate::similar::similar;

pub(super) fn unknown(attribute: &Attribute, errors: &mut Errors) {
    let word = shown(attribute.path().to_token_stream());
    let words = PARAMETER_ATTRIBUTES.map(|(word, _)| word);
    let last = attribute.path().segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    let help = match (habits::instead_of_attribute(&word), similar(&word, words)) {
        (Some(habit), _) => habit.to_owned(),
        (None, Some(near)) => format!("there is one with a similar name: `{near}`"),
        (None, None) if words.contains(&last.as_str()) => format!("write `#[{last}]`, without the path"),
        (None, None) => format!("they are `{}`", words.join("`, `")),
    };
    errors.at(attribute, format!("unknown parameter attribute `{word}`\nhelp: {help}"));
}

/// The name in `#[query("id")]`, `#[field(name = "id")]`, `#[cookie = "id"]`: where it goes and what it is called are two
/// attributes.
fn name_in(attribute: &Attribute) -> Option<String> {
    let tokens = match &attribute.meta {
        Meta::Path(_) => return None,
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => pair.value.to_token_stream(),
    };
    let last = tokens.into_iter().last()?;
    let name: LitStr = syn::parse2(last.to_token_stream()).ok()?;
    let is_name = ListStyle::WORDS.iter().all(|(word, _)| name.value() != *word);
    let word = attribute.path().to_token_stream();
    is_name.then(|| format!("write `#[{word}] #[rename({})]`", name.to_token_stream()))
}

pub(super) fn bare(attribute: &Attribute, kind: PlaceKind, errors: &mut Errors) -> Option<PlaceKind> {
    if matches!(attribute.meta, Meta::Path(_)) {
        return Some(kind);
    }
    let word = attribute.path().to_token_stream();
    let help = match name_in(attribute) {
        Some(help) if word.to_string() != "body" => help,
        _ => format!("write `#[{word}]`"),
    };
    errors.at(attribute, format!("`{word}` takes nothing\nhelp: {help}"));
    None
}

pub(super) fn header_options(attribute: &Attribute, errors: &mut Errors) -> Option<PlaceKind> {
    const HELP: &str = "write `#[header(\"X-Name\")]`, or `#[header(style = comma)]` for a list";
    let (mut name, mut comma) = (None, false);
    let tokens = match &attribute.meta {
        Meta::Path(_) => return Some(PlaceKind::Header { name, comma }),
        Meta::List(list) if !list.tokens.is_empty() => list.tokens.clone(),
        Meta::List(_) => {
            errors.at(
                attribute,
                "nothing stands in these parentheses\nhelp: write `#[header]`, or `#[header(\"X-Name\")]`",
            );
            return None;
        }
        Meta::NameValue(pair) => {
            let value = pair.value.to_token_stream();
            errors.at(
                attribute,
                format!("the name of a header field stands in parentheses\nhelp: write `#[header({value})]`"),
            );
            return None;
        }
    };
    for piece in split_at_commas(tokens, false, errors) {
        let style = words(piece.clone());
        match syn::parse2::<LitStr>(piece.clone()) {
            Ok(text) if name.is_none() => name = Some(text),
            Ok(_) => errors.at(piece, "a header field has one name\nhelp: remove one of them"),
            Err(_) => {
                match &style {
                    Some((key, Some(value))) if key == "style" && value == "comma" => comma = true,
                    Some((key, Some(_))) if key == "style" => {
                        errors.at(piece, "a list in a header field has commas only\nhelp: write `#[header(style = comma)]`");
                    }
                    Some((word, None)) => {
                        let name = crate::case::header_name(word);
                        errors.at(
                            piece,
                            format!(
                                "the name of a header field is a string\nhelp: write `#[header(\"{name}\")]`"
                            ),
                        );
                    }
                    Some((key, Some(value))) if key == "name" && value.starts_with('"') => {
                        let help = format!("write `#[header({value})]`");
                        errors.at(piece, format!("the name of a header field stands alone\nhelp: {help}"));
                        name = name.or_else(|| syn::parse_str(value).ok());
                    }
                    _ => match field_name(&piece) {
                        Some((message, text)) => {
                            let help = format!("write `#[header({})]`", text.to_token_stream());
                            errors.at(piece, format!("{message}\nhelp: {help}"));
                            name = name.or(Some(text));
                        }
                        None => errors.at(piece, format!("`header` does not take this\nhelp: {HELP}")),
                    },
                }
            }
        }
    }
    Some(PlaceKind::Header { name, comma })
}

/// What is wrong with `X-Page` and with `"X-Page" = "1"`, and the name that is meant.
fn field_name(piece: &TokenStream) -> Option<(&'static str, LitStr)> {
    let words: Vec<String> = piece.clone().into_iter().map(|token| token.to_string()).collect();
    let first = piece.clone().into_iter().next()?;
    match (syn::parse2::<LitStr>(first.to_token_stream()), words.get(1)) {
        (Ok(name), Some(mark)) if mark == "=" || mark == ":" => {
            Some(("the value of this header field is the parameter", name))
        }
        (Err(_), Some(dash)) if dash == "-" && words.iter().all(|word| !word.contains('"')) => {
            let name = LitStr::new(&words.concat(), first.span());
            Some(("the name of a header field is a string", name))
        }
        _ => None,
    }
}

/// A word of an attribute, its value, and its tokens.
type Word = (String, Option<String>, TokenStream);

/// The `key` and `key = value` words of an attribute; none if it has no list.
fn options(attribute: &Attribute, errors: &mut Errors) -> Option<Vec<Word>> {
    let list = match &attribute.meta {
        Meta::Path(_) => return Some(vec![]),
        Meta::List(list) => list,
        Meta::NameValue(_) => return None,
    };
    let mut read: Vec<Word> = Vec::new();
    for piece in split_at_commas(list.tokens.clone(), false, errors) {
        let (key, value) = words(piece.clone())?;
        if read.iter().any(|(earlier, _, _)| *earlier == key) {
            errors.at(&piece, format!("`{key}` is written twice\nhelp: remove one of them"));
        } else {
            read.push((key, value, piece));
        }
    }
    Some(read)
}

/// `key` or `key = value`.
fn words(piece: TokenStream) -> Option<(String, Option<String>)> {
    let words: Vec<String> = piece.into_iter().map(|token| token.to_string()).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [key] => Some((key.to_string(), None)),
        [key, "=", value] => Some((key.to_string(), Some(value.to_string()))),
        _ => None,
    }
}

pub(super) fn path_options(attribute: &Attribute, errors: &mut Errors) -> Option<PlaceKind> {
    const HELP: &str = "write `#[path(allow_empty)]` or `#[path(style = comma)]`";
    let Some(options) = options(attribute, errors) else {
        errors.at(attribute, format!("`path` is not written like this\nhelp: {HELP}"));
        return None;
    };
    let (mut allow_empty, mut comma) = (false, false);
    for (key, value, tokens) in options {
        match (key.as_str(), value.as_deref()) {
            ("allow_empty", None) => allow_empty = true,
            ("style", Some("comma")) => comma = true,
            ("style", _) => {
                errors.at(tokens, "a list in the path has commas only\nhelp: write `#[path(style = comma)]`")
            }
            (name, None) if name.starts_with('"') => {
                let name = name.trim_matches('"');
                let help = format!("call the parameter `{name}`, or write its name in the path");
                errors.at(
                    tokens,
                    format!("a part of the path goes by the name of its parameter\nhelp: {help}"),
                );
            }
            _ => errors.at(tokens, format!("`path` does not take this\nhelp: {HELP}")),
        }
    }
    Some(PlaceKind::Path { allow_empty, comma })
}

/// The style of `#[query(style = comma)]` or `#[field(style = comma)]`, if it says one.
pub(super) fn list_style(attribute: &Attribute, errors: &mut Errors) -> Option<Option<ListStyle>> {
    let word = attribute.path().to_token_stream();
    if let Some(help) = name_in(attribute) {
        errors.at(attribute, format!("`{word}` says where it goes, not what it is called\nhelp: {help}"));
        return Some(None);
    }
    let styles = ListStyle::WORDS.map(|(word, _)| word);
    let Some(options) = options(attribute, errors) else {
        let help = format!("write `#[{word}]` or `#[{word}(style = comma)]`");
        errors.at(attribute, format!("`{word}` is not written like this\nhelp: {help}"));
        return None;
    };
    let mut style = None;
    for (key, value, tokens) in options {
        let said = value.as_deref().unwrap_or(&key).trim_matches('"');
        let known = ListStyle::WORDS.iter().find(|(word, _)| *word == said);
        match (key.as_str(), known) {
            ("style", Some((_, known))) if value.as_deref() == Some(said) => style = Some(*known),
            ("style", Some((name, _))) => {
                errors.at(
                    tokens,
                    format!("a list style is a word, not a string\nhelp: write `style = {name}`"),
                );
            }
            ("style", None) => {
                let help = match similar(said, styles) {
                    Some(near) => format!("there is one with a similar name: `{near}`"),
                    None => format!("the styles are `{}`", styles.join("`, `")),
                };
                errors.at(tokens, format!("there is no such list style\nhelp: {help}"));
            }
            (_, Some((name, _))) => {
                let help = format!("write `#[{word}(style = {name})]`");
                errors.at(tokens, format!("a list style stands behind `style =`\nhelp: {help}"));
            }
            _ => errors
                .at(tokens, format!("`{word}` does not take this\nhelp: write `#[{word}(style = comma)]`")),
        }
    }
    Some(style)
}
