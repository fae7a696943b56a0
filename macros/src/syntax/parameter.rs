//! One parameter of a signature: name, type, and its attributes, which say where it goes.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, GenericArgument, LitStr, Meta, Pat, PatType, PathArguments, Type};

use super::parameter_attribute::{bare, header_options, list_style, path_options, unknown};
use super::tokens::{shown, ungrouped};
use crate::errors::Errors;

/// A parameter as it is written.
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    /// The name without `r#`.
    pub(crate) name: String,
    /// Whether it was written as a name, and not as a pattern.
    pub(crate) is_named: bool,
    pub(crate) ty: Type,
    /// Whether its type could be read; otherwise callers give anything.
    pub(crate) knows_type: bool,
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
    pub(super) const WORDS: [(&'static str, Self); 7] = [
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
        let extracted = extracted(&parameter.pat, &parameter.ty);
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
                let help = match (&name, extracted.as_ref().map_or(&*parameter.ty, |(_, inside)| inside)) {
                    (Some(name), ty) if extracted.as_ref().is_some_and(|(word, _)| word == "Query") => {
                        let ty = shown(ty.to_token_stream());
                        format!(
                            "write `{name}: {ty}`, and for each of its members a pair, `?<{name}..>` behind the path"
                        )
                    }
                    (Some(name), ty) if extracted.as_ref().is_some_and(|(word, _)| word == "Json") => {
                        format!("write `#[body] {name}: {}`", shown(ty.to_token_stream()))
                    }
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
            ty: ungrouped(extracted.map_or(*parameter.ty, |(_, inside)| inside)),
            knows_type: true,
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
                let place = first.attribute.path().to_token_stream();
                let help = match as_one(&first.attribute, &attribute) {
                    Some(one) => format!("write one attribute: `{one}`"),
                    None => "remove one of them".to_owned(),
                };
                let message = format!("`{}` already goes where `{place}` says\nhelp: {help}", self.name);
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
                    Meta::List(list) if list.tokens.is_empty() => "name".to_owned(),
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

/// What two attributes of one word say together: `#[header("X-Ids")] #[header(style = comma)]` in one.
fn as_one(first: &Attribute, second: &Attribute) -> Option<String> {
    let said = |attribute: &Attribute| match &attribute.meta {
        Meta::Path(_) => Some(String::new()),
        Meta::List(list) => Some(list.tokens.to_string()),
        Meta::NameValue(_) => None,
    };
    let (one, other) = (said(first)?, said(second)?);
    let both: Vec<String> = [one, other].into_iter().filter(|said| !said.is_empty()).collect();
    let word = first.path().get_ident().filter(|word| second.path().is_ident(&word.to_string()))?;
    (both.first() != both.get(1)).then(|| format!("#[{word}({})]", both.join(", ")))
}

/// `Json` and `User` of `Json(user): Json<User>`, as servers have it.
fn extracted(pattern: &Pat, ty: &Type) -> Option<(Ident, Type)> {
    let (Pat::TupleStruct(pattern), Type::Path(path)) = (pattern, ty) else { return None };
    let (word, last) = (&pattern.path.segments.last()?.ident, path.path.segments.last()?);
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inside)) if last.ident == *word && arguments.args.len() == 1 => {
            Some((word.clone(), inside.clone()))
        }
        _ => None,
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
            let is_name = word.to_string().starts_with(char::is_lowercase) && is_name(&word);
            is_name.then_some(word)
        }
        TokenTree::Group(group) => first_name(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}
