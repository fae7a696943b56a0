//! One parameter of a signature: name, type, and its attributes, which say where it goes.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, LitStr, Meta, Pat, PatType, Type};

use super::tokens::{shown, split_at_commas, ungrouped};
use crate::errors::Errors;
use crate::habits;
use crate::keys::PARAMETER_ATTRIBUTES;
use crate::similar::similar;

/// A parameter as it is written.
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    /// The name without `r#`.
    pub(crate) name: String,
    /// Whether it was written as a name, and not as a pattern.
    pub(crate) is_named: bool,
    pub(crate) ty: Type,
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) place: Option<SaidPlace>,
    pub(crate) rename: Option<LitStr>,
    /// `#[sensitive]`
    pub(crate) sensitive: bool,
    /// The words of its attributes.
    pub(crate) words: Vec<Ident>,
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
    /// Reads a parameter. One that is no plain `name: Type` is reported, and has the first name in its pattern.
    pub(crate) fn parse(parameter: PatType, errors: &mut Errors) -> Self {
        let (ident, is_named) = match &*parameter.pat {
            Pat::Ident(pat) if !is_name(&pat.ident) => {
                let help = format!("write another name, and `#[rename(\"{}\")]` before it", pat.ident);
                errors.at(
                    &parameter.pat,
                    format!("`{}` cannot be the name of a parameter\nhelp: {help}", pat.ident),
                );
                (Ident::new("unnamed", Span::call_site()), false)
            }
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() => {
                (pat.ident.clone(), true)
            }
            Pat::Ident(pat) if pat.mutability.is_some() && pat.subpat.is_none() => {
                errors.at(&parameter.pat, format!("a parameter is not `mut`\nhelp: write `{}`", pat.ident));
                (pat.ident.clone(), true)
            }
            pattern => {
                let name = first_name(pattern.to_token_stream());
                let help = match (&name, &parameter.ty) {
                    (Some(name), ty) => format!("write `{name}: {}`", shown(ty.to_token_stream())),
                    (None, ty) => format!("give it a name: `name: {}`", shown(ty.to_token_stream())),
                };
                errors.at(pattern, format!("a parameter is a name, not a pattern\nhelp: {help}"));
                (name.unwrap_or_else(|| Ident::new("unnamed", Span::call_site())), false)
            }
        };
        let name = ident.unraw().to_string();
        let mut read = Self {
            ident,
            name,
            is_named,
            ty: ungrouped(*parameter.ty),
            cfg: vec![],
            docs: vec![],
            place: None,
            rename: None,
            sensitive: false,
            words: vec![],
        };
        for attribute in parameter.attrs {
            read.attribute(attribute, errors);
        }
        read
    }

    fn attribute(&mut self, attribute: Attribute, errors: &mut Errors) {
        let Some(word) = attribute.path().get_ident().map(Ident::to_string) else {
            return unknown(&attribute, errors);
        };
        if !matches!(word.as_str(), "cfg" | "doc") {
            self.words.extend(attribute.path().get_ident().cloned());
        }
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
            Err(_) => {
                let name = match &attribute.meta {
                    Meta::Path(_) => "name".to_owned(),
                    Meta::List(list) => list.tokens.to_string(),
                    Meta::NameValue(pair) => pair.value.to_token_stream().to_string(),
                };
                let help = format!("write `#[rename(\"{}\")]`", name.trim_matches('"'));
                errors.at(
                    attribute,
                    format!("`rename` names what is sent, as a string in parentheses\nhelp: {help}"),
                );
            }
        }
    }
}

/// Whether this is no keyword.
fn is_name(word: &Ident) -> bool {
    syn::parse_str::<Ident>(&word.to_string()).is_ok()
}

/// The first name in a pattern: `user` in `Some(user)`.
fn first_name(pattern: TokenStream) -> Option<Ident> {
    pattern.into_iter().find_map(|token| match token {
        TokenTree::Ident(word) => {
            let is_name = word.to_string().starts_with(char::is_lowercase) && word != "ref" && word != "mut";
            is_name.then_some(word)
        }
        TokenTree::Group(group) => first_name(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}

fn unknown(attribute: &Attribute, errors: &mut Errors) {
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

fn bare(attribute: &Attribute, kind: PlaceKind, errors: &mut Errors) -> Option<PlaceKind> {
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

fn header_options(attribute: &Attribute, errors: &mut Errors) -> Option<PlaceKind> {
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
                    _ => errors.at(piece, format!("`header` does not take this\nhelp: {HELP}")),
                }
            }
        }
    }
    Some(PlaceKind::Header { name, comma })
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

fn path_options(attribute: &Attribute, errors: &mut Errors) -> Option<PlaceKind> {
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
fn list_style(attribute: &Attribute, errors: &mut Errors) -> Option<Option<ListStyle>> {
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
