//! One parameter of a signature: name, type, and its attributes, which say where it goes.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, LitStr, Meta, Pat, PatType, Type};

use super::tokens::{split_at_commas, ungrouped};
use crate::errors::Errors;
use crate::keys::PARAMETER_ATTRIBUTES;
use crate::similar::similar;

/// A parameter as it is written.
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    /// The name without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) place: Option<SaidPlace>,
    pub(crate) rename: Option<LitStr>,
    /// `#[sensitive]`
    pub(crate) sensitive: bool,
}

/// Where the attributes say that it goes.
pub(crate) struct SaidPlace {
    pub(crate) kind: PlaceKind,
    pub(crate) attribute: Attribute,
}

pub(crate) enum PlaceKind {
    /// `#[path(allow_empty)]`, `#[path(style = comma)]`: in the path it is anyway, by its placeholder.
    Path {
        allow_empty: bool,
        comma: bool,
    },
    Query {
        style: Option<ListStyle>,
    },
    Header {
        name: Option<LitStr>,
        /// `#[header(style = comma)]`
        comma: bool,
    },
    Cookie,
    Field {
        style: Option<ListStyle>,
    },
    Body,
}

/// How a list becomes query pairs. The names are those of the runtime's `ListStyle`.
#[derive(Clone, Copy)]
pub(crate) enum ListStyle {
    Repeat,
    Brackets,
    Indexed,
    Comma,
    Space,
    Pipe,
    Json,
}

impl ListStyle {
    const WORDS: [(&'static str, Self); 7] = [
        ("repeat", Self::Repeat),
        ("brackets", Self::Brackets),
        ("indexed", Self::Indexed),
        ("comma", Self::Comma),
        ("space", Self::Space),
        ("pipe", Self::Pipe),
        ("json", Self::Json),
    ];
}

impl Parameter {
    /// Reads a parameter. One that is no plain `name: Type` is reported, and left out.
    pub(crate) fn parse(parameter: PatType, errors: &mut Errors) -> Option<Self> {
        let ident = match &*parameter.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() => {
                pat.ident.clone()
            }
            Pat::Ident(pat) if pat.mutability.is_some() && pat.subpat.is_none() => {
                errors.at(&parameter.pat, format!("a parameter is not `mut`\nhelp: write `{}`", pat.ident));
                pat.ident.clone()
            }
            pattern => {
                errors.at(pattern, "a parameter is a name, not a pattern\nhelp: write `name: Type`");
                return None;
            }
        };
        let name = ident.unraw().to_string();
        let mut read = Self {
            ident,
            name,
            ty: ungrouped(*parameter.ty),
            cfg: vec![],
            docs: vec![],
            place: None,
            rename: None,
            sensitive: false,
        };
        for attribute in parameter.attrs {
            read.attribute(attribute, errors);
        }
        Some(read)
    }

    fn attribute(&mut self, attribute: Attribute, errors: &mut Errors) {
        let Some(word) = attribute.path().get_ident().map(Ident::to_string) else {
            return unknown(&attribute, errors);
        };
        let kind = match word.as_str() {
            "cfg" => return self.cfg.push(attribute),
            "doc" => return self.docs.push(attribute),
            "rename" => return self.rename(&attribute, errors),
            "sensitive" => return self.sensitive(&attribute, errors),
            "path" => path_options(&attribute, errors),
            "query" => list_style(&attribute, errors).map(|style| PlaceKind::Query { style }),
            "header" => header_options(&attribute, errors),
            "cookie" => bare(&attribute, PlaceKind::Cookie, errors),
            "field" => list_style(&attribute, errors).map(|style| PlaceKind::Field { style }),
            "body" => bare(&attribute, PlaceKind::Body, errors),
            _ => return unknown(&attribute, errors),
        };
        let Some(kind) = kind else { return };
        match &self.place {
            None => self.place = Some(SaidPlace { kind, attribute }),
            Some(first) => {
                let first = first.attribute.path().to_token_stream();
                let message =
                    format!("`{}` already goes where `{first}` says\nhelp: remove one of them", self.name);
                errors.at(attribute, message);
            }
        }
    }

    fn sensitive(&mut self, attribute: &Attribute, errors: &mut Errors) {
        if self.sensitive {
            errors.at(attribute, "`sensitive` is written twice\nhelp: remove one of them");
        } else if !matches!(attribute.meta, Meta::Path(_)) {
            errors.at(attribute, "`sensitive` takes nothing\nhelp: write `#[sensitive]`");
        }
        self.sensitive = true;
    }

    fn rename(&mut self, attribute: &Attribute, errors: &mut Errors) {
        match attribute.parse_args() {
            Ok(name) if self.rename.is_none() => self.rename = Some(name),
            Ok(_) => errors.at(attribute, "`rename` is written twice\nhelp: remove one of them"),
            Err(_) => errors.at(attribute, "`rename` names what is sent\nhelp: write `#[rename(\"name\")]`"),
        }
    }
}

fn unknown(attribute: &Attribute, errors: &mut Errors) {
    let word = attribute.path().to_token_stream().to_string();
    let help = match similar(&word, PARAMETER_ATTRIBUTES.map(|(word, _)| word)) {
        Some(near) => format!("there is one with a similar name: `{near}`"),
        None => format!("they are `{}`", PARAMETER_ATTRIBUTES.map(|(word, _)| word).join("`, `")),
    };
    errors.at(attribute, format!("unknown parameter attribute `{word}`\nhelp: {help}"));
}

fn bare(attribute: &Attribute, kind: PlaceKind, errors: &mut Errors) -> Option<PlaceKind> {
    if matches!(attribute.meta, Meta::Path(_)) {
        return Some(kind);
    }
    let word = attribute.path().to_token_stream();
    errors.at(
        attribute,
        format!(
            "`{word}` takes nothing\nhelp: write `#[{word}]`, and `#[rename(\"name\")]` for another name"
        ),
    );
    None
}

fn header_options(attribute: &Attribute, errors: &mut Errors) -> Option<PlaceKind> {
    const HELP: &str = "write `#[header(\"X-Name\")]`, or `#[header(style = comma)]` for a list";
    let (mut name, mut comma) = (None, false);
    let tokens = match &attribute.meta {
        Meta::Path(_) => return Some(PlaceKind::Header { name, comma }),
        Meta::List(list) if !list.tokens.is_empty() => list.tokens.clone(),
        Meta::List(_) | Meta::NameValue(_) => {
            errors.at(attribute, format!("`header` takes the name of the field, or nothing\nhelp: {HELP}"));
            return None;
        }
    };
    for piece in split_at_commas(tokens, false) {
        let style = words(piece.clone());
        match syn::parse2::<LitStr>(piece.clone()) {
            Ok(text) if name.is_none() => name = Some(text),
            _ if matches!(&style, Some((key, Some(value))) if key == "style" && value == "comma") => {
                comma = true
            }
            _ => errors.at(piece, format!("`header` does not take this\nhelp: {HELP}")),
        }
    }
    Some(PlaceKind::Header { name, comma })
}

/// The `key` and `key = value` words of an attribute; none if it has no list.
fn options(attribute: &Attribute) -> Option<Vec<(String, Option<String>, TokenStream)>> {
    let list = match &attribute.meta {
        Meta::Path(_) => return Some(vec![]),
        Meta::List(list) => list,
        Meta::NameValue(_) => return None,
    };
    let pieces = split_at_commas(list.tokens.clone(), false);
    let read = |piece: TokenStream| words(piece.clone()).map(|(key, value)| (key, value, piece));
    pieces.into_iter().map(read).collect()
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

fn path_options(attribute: &Attribute, errors: &mut Errors) -> Option<PlaceKind> {
    const HELP: &str = "write `#[path(allow_empty)]` or `#[path(style = comma)]`";
    let Some(options) = options(attribute) else {
        errors.at(attribute, format!("`path` is not written like this\nhelp: {HELP}"));
        return None;
    };
    let (mut allow_empty, mut comma) = (false, false);
    for (key, value, tokens) in options {
        match (key.as_str(), value.as_deref()) {
            ("allow_empty", None) => allow_empty = true,
            ("style", Some("comma")) => comma = true,
            _ => errors.at(tokens, format!("`path` does not take this\nhelp: {HELP}")),
        }
    }
    Some(PlaceKind::Path { allow_empty, comma })
}

/// The style of `#[query(style = comma)]` or `#[field(style = comma)]`, if it says one.
fn list_style(attribute: &Attribute, errors: &mut Errors) -> Option<Option<ListStyle>> {
    let word = attribute.path().to_token_stream();
    let styles = ListStyle::WORDS.map(|(word, _)| word).join("`, `");
    let Some(options) = options(attribute) else {
        errors.at(
            attribute,
            format!(
                "`{word}` is not written like this\nhelp: write `#[{word}]` or `#[{word}(style = comma)]`"
            ),
        );
        return None;
    };
    let mut style = None;
    for (key, value, tokens) in options {
        let known = ListStyle::WORDS.iter().find(|(word, _)| value.as_deref() == Some(word));
        match (key.as_str(), known) {
            ("style", Some((_, known))) => style = Some(*known),
            ("style", None) => {
                errors.at(tokens, format!("there is no such list style\nhelp: the styles are `{styles}`"))
            }
            _ => errors
                .at(tokens, format!("`{word}` does not take this\nhelp: write `#[{word}(style = comma)]`")),
        }
    }
    Some(style)
}
