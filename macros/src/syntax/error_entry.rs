//! One entry of `errors(…)`: `code = 404`, `code = 422 => Detail`, `"odd code" as Name = 409`, `Name = 404`, `Name = 5XX`,
//! `Name = default`, and `SharedErrors`, a set by its type.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Lit, LitStr, Path, Token, Type};

use super::error_key::Key;
use super::error_meant;
use super::tokens::split_at_commas;
use crate::case::upper_camel;
use crate::errors::Errors;
use crate::status::{Status, status_of};

/// A declared error as it is written.
pub(crate) struct ErrorEntry {
    /// The code in the body; without one the status decides.
    pub(crate) code: Option<String>,
    /// The name of the variant, with the span of the code.
    pub(crate) variant: Ident,
    pub(crate) status: Status,
    /// Whether the status could not be read, which is reported already.
    pub(crate) unread: bool,
    pub(crate) detail: Option<Type>,
    /// Whether the group declares it, and not the endpoint.
    pub(crate) of_group: bool,
    pub(crate) tokens: TokenStream,
}

/// A set of errors that is declared elsewhere, by its type: `SharedErrors`, `api::Errors as Shared`.
pub(crate) struct NestedSet {
    /// The name of the variant that holds it.
    pub(crate) variant: Ident,
    pub(crate) ty: Type,
    pub(crate) tokens: TokenStream,
}

/// All that `errors(…)` names, or the one set of `errors = SharedErrors`.
#[derive(Default)]
pub(crate) struct DeclaredErrors {
    pub(crate) entries: Vec<ErrorEntry>,
    pub(crate) sets: Vec<NestedSet>,
    /// The set that is all there is, without an enum of the endpoint's own around it.
    pub(crate) whole: Option<NestedSet>,
}

impl DeclaredErrors {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.sets.is_empty() && self.whole.is_none()
    }

    /// Reads what stands behind `errors =`.
    pub(crate) fn assigned(value: TokenStream) -> Option<Self> {
        let (set, leftover) = nested_set(&value)?;
        // A name is for a variant, of which there is none.
        let is_alone = leftover.is_empty() && !value.into_iter().any(|token| token.to_string() == "as");
        is_alone.then(|| Self { whole: Some(set), ..Self::default() })
    }

    /// Puts the set that would be all there is among the others, where there are others, or is to be an enum.
    pub(crate) fn settle(&mut self, has_name: bool) {
        if has_name || !self.entries.is_empty() || !self.sets.is_empty() {
            self.sets.extend(self.whole.take());
        }
    }

    /// Reads one piece of `errors(…)`.
    pub(crate) fn piece(&mut self, piece: TokenStream, errors: &mut Errors) {
        match nested_set(&piece) {
            Some((set, leftover)) => {
                self.sets.push(set);
                self.leftover(leftover, errors);
            }
            None => {
                let Some((entry, leftover)) = parse(piece.clone(), errors) else { return };
                self.entries.push(entry);
                // What cannot begin another error belongs to this one.
                if syn::parse2::<LitStr>(leftover.clone()).is_ok() {
                    let help = "remove it; what the API says is the `message()` of the error";
                    errors.at(leftover, format!("an error has no text of its own\nhelp: {help}"));
                } else if begins_an_error(&leftover) {
                    self.leftover(leftover, errors);
                } else if !leftover.is_empty()
                    && let Some(meant) = misread(&piece, errors)
                    && let Some(entry) = self.entries.last_mut()
                {
                    entry.variant = meant.variant;
                }
            }
        }
    }

    /// What stands behind an entry, before the next comma.
    fn leftover(&mut self, leftover: TokenStream, errors: &mut Errors) {
        if let Some(first) = leftover.clone().into_iter().next() {
            errors.at(
                first,
                "there is no comma between this and the error before it\nhelp: write a comma before this",
            );
            self.piece(leftover, errors);
        }
    }

    /// An endpoint's errors with those of its group. A set that both say to be all there is, is; two such sets stand
    /// beside each other.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.entries.extend(others.entries.into_iter().map(|entry| ErrorEntry { of_group: true, ..entry }));
        self.sets.extend(others.sets);
        self.whole = match (self.whole, others.whole) {
            (Some(own), Some(other)) if own.tokens.to_string() != other.tokens.to_string() => {
                self.sets.extend([own, other]);
                None
            }
            (own, other) => own.or(other),
        };
        self
    }
}

fn begins_an_error(tokens: &TokenStream) -> bool {
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(word)) => word != "as",
        Some(token) => syn::parse2::<LitStr>(token.to_token_stream()).is_ok(),
        None => false,
    }
}

/// A set by its type, if this is one, and what stands behind it: a path in upper camel case with no status.
fn nested_set(piece: &TokenStream) -> Option<(NestedSet, TokenStream)> {
    let parser = |input: ParseStream<'_>| {
        let path = input.call(Path::parse_mod_style)?;
        let name = if input.peek(Token![as]) {
            input.parse::<Token![as]>()?;
            Some(input.parse::<Ident>()?)
        } else {
            None
        };
        let next_is_an_entry = input.peek(syn::Ident::peek_any) || input.peek(LitStr);
        Ok((path, name, input.is_empty() || next_is_an_entry, input.parse::<TokenStream>()?))
    };
    let (path, name, ends, leftover) = parser.parse2(piece.clone()).ok()?;
    let last = path.segments.last()?.ident.clone();
    let text = last.unraw().to_string();
    let is_camel = text.starts_with(char::is_uppercase)
        && (text.len() == 1 || text.contains(char::is_lowercase))
        && text != "Self";
    // `NotFound` alone is an error whose status is missing; a set of that name is `self::NotFound`.
    let is_error = path.segments.len() == 1 && name.is_none() && status_of(&text).is_some();
    let ty: Type = syn::parse_quote!(#path);
    let tokens = ty.to_token_stream();
    let set = NestedSet { variant: name.unwrap_or(last), ty, tokens };
    (ends && is_camel && !is_error).then_some((set, leftover))
}

/// Reads an entry, and gives what stands behind it. What is wrong with it is reported; as long as it has a name there is
/// an entry all the same, so that code that matches on it has no second error.
fn parse(piece: TokenStream, errors: &mut Errors) -> Option<(ErrorEntry, TokenStream)> {
    let parser = |input: ParseStream<'_>| Ok((Key::parse(input)?, input.parse::<TokenStream>()?));
    // `_ => Other`
    let is_name = |token: TokenTree| token.to_string().starts_with(char::is_uppercase);
    let is_readable = |read: &(Key, TokenStream)| {
        !(read.0.is_underscore() && read.1.clone().into_iter().last().is_some_and(is_name))
    };
    let Some((key, rest)) = parser.parse2(piece.clone()).ok().filter(is_readable) else {
        return misread(&piece, errors).map(|entry| (entry, TokenStream::new()));
    };
    let meant = key.meant();
    if rest.is_empty() {
        let missing = format!("the status of `{}` is missing\nhelp: {}", key.shown(), key.with_status());
        return match key.resolve() {
            Ok((code, variant)) => {
                errors.at(&piece, missing);
                Some((entry(code, variant, &piece), rest))
            }
            Err(error) => {
                errors.push(error);
                meant.map(|(code, variant)| (entry(code, variant, &piece), rest))
            }
        };
    }
    let mut leftover = TokenStream::new();
    let mut said = Vec::new();
    let resolved = key.resolve().map_err(|error| said.push(error)).ok();
    let has_code = resolved.as_ref().is_none_or(|(code, _)| code.is_some());
    let shown = resolved.as_ref().map(|(code, variant)| code.clone().unwrap_or_else(|| variant.to_string()));
    let parser = |input: ParseStream<'_>| {
        let equals: Token![=] = input.parse()?;
        if input.is_empty() || input.peek(Token![=>]) {
            let shown = shown.unwrap_or_default();
            let status = status_of(&upper_camel(&shown)).unwrap_or_else(|| "4XX".to_owned());
            let message = format!("the status of `{shown}` is missing behind `=`");
            return Err(syn::Error::new_spanned(equals, format!("{message}\nhelp: write `= {status}`")));
        }
        let status = status(input, has_code);
        let mut detail = None;
        if input.peek(Token![=>]) {
            let arrow: Token![=>] = input.parse()?;
            if input.is_empty() {
                let help = "write it behind the arrow: `code = status => Detail`";
                let message = format!("the type of the detail is missing\nhelp: {help}");
                return Err(syn::Error::new_spanned(arrow, message));
            }
            detail = Some(input.parse()?);
        }
        leftover = input.parse()?;
        Ok((status?, detail))
    };
    let read = parser.parse2(rest);
    let (code, variant) = match resolved {
        Some(resolved) => resolved,
        None => {
            said.into_iter().for_each(|error| errors.push(error));
            return meant.map(|(code, variant)| (entry(code, variant, &piece), TokenStream::new()));
        }
    };
    let mut entry = entry(code, variant, &piece);
    match read {
        Ok((status, detail)) => (entry.status, entry.unread, entry.detail) = (status, false, detail),
        // What syn says of its own accord names its own terms.
        Err(error) if is_of_syn(&error) => {
            let meant = misread(&piece, errors);
            return Some((meant.unwrap_or(entry), TokenStream::new()));
        }
        Err(error) => errors.push(error),
    }
    Some((entry, leftover))
}

const FORM: &str =
    "write `code = status`, `code = status => Detail`, `Name = status`, or the type of a set of errors";

/// Says what to write in place of a piece that cannot be read, and gives the error that is meant, if that can be told.
fn misread(piece: &TokenStream, errors: &mut Errors) -> Option<ErrorEntry> {
    let Some(meant) = error_meant::read(piece) else {
        errors.at(piece, format!("this cannot be read as an error\nhelp: {FORM}"));
        return None;
    };
    errors.at(meant.at, format!("{}\nhelp: write `{}`", meant.message, meant.written));
    meant.error.map(|(code, variant)| entry(code, variant, piece))
}

/// An entry whose status is not known: nothing comes of it, since a mistake was found.
fn entry(code: Option<String>, variant: Ident, piece: &TokenStream) -> ErrorEntry {
    ErrorEntry {
        code,
        variant,
        status: Status::Exact(400),
        unread: true,
        detail: None,
        of_group: false,
        tokens: piece.clone(),
    }
}

fn is_of_syn(error: &syn::Error) -> bool {
    let message = error.to_string();
    message.starts_with("expected") || message.starts_with("unexpected")
}

/// Reads `404`, `5XX`, and `default`, which is for errors without a code.
pub(crate) fn status(input: ParseStream<'_>, has_code: bool) -> syn::Result<Status> {
    if input.peek(Token![default]) {
        let word: Token![default] = input.parse()?;
        if has_code {
            let message = "a code decides alone, so that it has no default\nhelp: write its status, or `Name = default` for all other errors";
            return Err(syn::Error::new_spanned(word, message));
        }
        return Ok(Status::Any);
    }
    let literal: Lit = input.parse()?;
    Status::parse(&literal.to_token_stream().to_string(), has_code)
        .map_err(|message| syn::Error::new_spanned(&literal, message))
}

/// `errors(NotFound, gone = 410)` of what stands in other brackets: there a lone name is no set, but an error.
pub(super) fn in_parentheses(inside: TokenStream) -> String {
    let pieces = split_at_commas(inside, true, &mut Errors::default());
    let written: Vec<String> = pieces
        .into_iter()
        .map(|piece| match syn::parse2::<Ident>(piece.clone()) {
            Ok(word) => match status_of(&upper_camel(&word.to_string())) {
                Some(status) => format!("{word} = {status}"),
                None => piece.to_string(),
            },
            Err(_) => piece.to_string(),
        })
        .collect();
    format!("errors({})", written.join(", "))
}
