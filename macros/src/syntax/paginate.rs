//! The key `paginate(…)`: a kind, the parameter that takes the next page, and what else that kind can have.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser};
use syn::{LitInt, LitStr, Token};

use crate::errors::Errors;
use crate::similar::similar;

/// The kinds, and whether each has a parameter.
const KINDS: [(&str, bool); 5] =
    [("page", true), ("offset", true), ("cursor", true), ("next_url", false), ("link", false)];

/// What may stand behind the kind.
const OPTIONS: [&str; 3] = ["size", "first", "header"];

/// `paginate(page, size = per_page)`, as it is written.
pub(crate) struct Paginate {
    pub(crate) kind: Kind,
    /// The parameter that takes the next page, where the kind has one.
    pub(crate) parameter: Option<Ident>,
    pub(crate) size: Option<Ident>,
    pub(crate) first: Option<u64>,
    pub(crate) header: Option<LitStr>,
    pub(crate) tokens: TokenStream,
}

/// How the next page is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Offset,
    Cursor,
    NextUrl,
    Link,
}

impl Paginate {
    /// Reads the pieces in the parentheses; `tokens` are those of the whole key.
    pub(super) fn parse(pieces: Vec<TokenStream>, tokens: &TokenStream, errors: &mut Errors) -> Option<Self> {
        let mut pieces = pieces.into_iter();
        let first = pieces.next()?;
        let (kind, parameter) = match read_kind.parse2(first.clone()) {
            Ok(read) => read,
            Err(error) => {
                report(error, &first, errors);
                return None;
            }
        };
        let mut paginate =
            Self { kind, parameter, size: None, first: None, header: None, tokens: tokens.clone() };
        for piece in pieces {
            if let Err(error) = (|input: ParseStream<'_>| paginate.option(input)).parse2(piece.clone()) {
                report(error, &piece, errors);
            }
        }
        Some(paginate)
    }

    fn option(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let word: Ident = input.parse()?;
        let name = word.to_string();
        let fits = match name.as_str() {
            "size" => matches!(self.kind, Kind::Page | Kind::Offset),
            "first" => self.kind == Kind::Page,
            "header" => self.kind != Kind::Link,
            _ => {
                let help = match similar(&name, OPTIONS) {
                    Some(near) => format!("there is a word with a similar name: `{near}`"),
                    None => "write `size = parameter`, `first = 0`, or `header = \"Name\"`".to_owned(),
                };
                return Err(syn::Error::new_spanned(
                    word,
                    format!("unknown word `{name}` in `paginate`\nhelp: {help}"),
                ));
            }
        };
        let is_twice = match name.as_str() {
            "size" => self.size.is_some(),
            "first" => self.first.is_some(),
            _ => self.header.is_some(),
        };
        if is_twice {
            return Err(syn::Error::new_spanned(
                word,
                format!("`{name}` is written twice\nhelp: remove one of them"),
            ));
        }
        if !fits {
            let kind = self.kind.word();
            return Err(syn::Error::new_spanned(
                &word,
                format!("`{name}` means nothing for `{kind}`\nhelp: remove it"),
            ));
        }
        input.parse::<Token![=]>()?;
        match name.as_str() {
            "size" => self.size = Some(input.call(Ident::parse_any)?),
            "first" => self.first = Some(input.parse::<LitInt>()?.base10_parse()?),
            _ => self.header = Some(input.parse()?),
        }
        Ok(())
    }
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Cursor => "cursor",
            Self::NextUrl => "next_url",
            Self::Link => "link",
        }
    }
}

fn read_kind(input: ParseStream<'_>) -> syn::Result<(Kind, Option<Ident>)> {
    let word: Ident = input.parse()?;
    let name = word.to_string();
    let kind = match name.as_str() {
        "page" => Kind::Page,
        "offset" => Kind::Offset,
        "cursor" => Kind::Cursor,
        "next_url" => Kind::NextUrl,
        "link" => Kind::Link,
        _ => {
            let help = match similar(&name, KINDS.map(|(kind, _)| kind)) {
                Some(near) => format!("there is a kind with a similar name: `{near}`"),
                None => format!(
                    "the kinds are `{}`; the parameter stands behind one: `page = {name}`",
                    KINDS.map(|(kind, _)| kind).join("`, `")
                ),
            };
            return Err(syn::Error::new_spanned(
                &word,
                format!("unknown kind of pages `{name}`\nhelp: {help}"),
            ));
        }
    };
    let has_parameter = KINDS.iter().any(|(known, has_parameter)| *known == name && *has_parameter);
    if !input.peek(Token![=]) {
        return Ok((kind, has_parameter.then_some(word)));
    }
    let equals: Token![=] = input.parse()?;
    // Also a keyword, as in the path: `r#continue` is its name only where Rust asks for that.
    let parameter = input.call(Ident::parse_any)?;
    if !has_parameter {
        let message = format!(
            "`{name}` has no parameter: the answer gives the whole address\nhelp: write `paginate({name})`"
        );
        return Err(syn::Error::new_spanned(equals, message));
    }
    Ok((kind, Some(parameter)))
}

/// What syn says of its own accord names its own terms; ours begin with what is wrong.
fn report(error: syn::Error, piece: &TokenStream, errors: &mut Errors) {
    let message = error.to_string();
    if ["`", "unknown"].iter().any(|ours| message.starts_with(ours)) {
        errors.push(error);
    } else {
        let tokens: Vec<TokenTree> = piece.clone().into_iter().collect();
        let help = match tokens.as_slice() {
            [TokenTree::Ident(word), ..] if word == "first" => "write `first = 0`".to_owned(),
            [TokenTree::Ident(word), ..] if word == "header" => "write `header = \"Name\"`".to_owned(),
            [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(value), ..]
                if word == "size" =>
            {
                format!("write `size = {}`", named(&value.to_string(), "per_page"))
            }
            [TokenTree::Ident(word), ..] if word == "size" => {
                "write `size = name`, with the parameter that takes the size of a page".to_owned()
            }
            [TokenTree::Ident(kind), TokenTree::Punct(_), TokenTree::Literal(value), ..] => {
                let kind = kind.to_string();
                let parameter = named(&value.to_string(), &kind);
                let is_short = parameter == kind;
                let inside = if is_short { kind } else { format!("{kind} = {parameter}") };
                format!("write `paginate({inside})`")
            }
            [TokenTree::Ident(kind), TokenTree::Punct(_), ..] => format!("write `paginate({kind} = {kind})`"),
            [TokenTree::Literal(text), ..] => {
                format!("write `{}`", written(&named(&text.to_string(), "page")))
            }
            _ => format!("write `{}`", written("page")),
        };
        errors.at(piece, format!("this is not written like this in `paginate`\nhelp: {help}"));
    }
}

/// The word in a string; another where it is none.
fn named(literal: &str, other: &str) -> String {
    let word = literal.trim_matches('"');
    let is_word = literal.starts_with('"') && syn::parse_str::<Ident>(word).is_ok();
    if is_word { word.to_owned() } else { other.to_owned() }
}

/// The key with a kind alone, or with that parameter for the kind that is usual.
pub(super) fn written(word: &str) -> String {
    match KINDS.iter().any(|(kind, _)| *kind == word) {
        true => format!("paginate({word})"),
        false if syn::parse_str::<Ident>(word).is_ok() => format!("paginate(page = {word})"),
        false => "paginate(page)".to_owned(),
    }
}
