//! One entry of `errors(…)`: `code = 404`, `code = 422 => Detail`, `"odd code" as Name = 409`, `Name = 404`, `Name = 5XX`,
//! `Name = default`, and `SharedErrors`, a set by its type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Lit, LitStr, Path, Token, Type};

use crate::case::upper_camel;
use crate::errors::Errors;
use crate::status::Status;

/// A declared error as it is written.
pub(crate) struct ErrorEntry {
    /// The code in the body; without one the status decides.
    pub(crate) code: Option<String>,
    /// The name of the variant, with the span of the code.
    pub(crate) variant: Ident,
    pub(crate) status: Status,
    pub(crate) detail: Option<Type>,
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
                if let Some((entry, leftover)) = parse(piece, errors) {
                    self.entries.push(entry);
                    self.leftover(leftover, errors);
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

    pub(crate) fn and(mut self, others: Self) -> Self {
        self.entries.extend(others.entries);
        self.sets.extend(others.sets);
        self.whole = self.whole.or(others.whole);
        self
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
    let ty: Type = syn::parse_quote!(#path);
    let tokens = ty.to_token_stream();
    let set = NestedSet { variant: name.unwrap_or(last), ty, tokens };
    (ends && is_camel).then_some((set, leftover))
}

/// Reads an entry, and gives what stands behind it. What is wrong with it is reported; as long as it has a name there is
/// an entry all the same, so that code that matches on it has no second error.
fn parse(piece: TokenStream, errors: &mut Errors) -> Option<(ErrorEntry, TokenStream)> {
    const FORM: &str =
        "write `code = status`, `code = status => Detail`, `Name = status`, or the type of a set of errors";
    let parser = |input: ParseStream<'_>| {
        let key = Key::parse(input)?;
        let (code, variant) = key.resolve()?;
        // Where the status is mistaken, nothing comes of this one.
        let entry =
            ErrorEntry { code, variant, status: Status::Exact(400), detail: None, tokens: piece.clone() };
        Ok((entry, input.parse::<TokenStream>()?))
    };
    let (mut entry, rest) = match parser.parse2(piece.clone()) {
        Ok(read) => read,
        Err(error) => {
            report(error, &piece, FORM, errors);
            return None;
        }
    };
    let mut leftover = TokenStream::new();
    let parser = |input: ParseStream<'_>| {
        let missing =
            input.is_empty() || (input.peek(Token![=]) && (input.peek2(Token![=>]) || rest_is_one(&rest)));
        if missing {
            let message = format!("the status of `{}` is missing\nhelp: {FORM}", entry.shown());
            return Err(syn::Error::new_spanned(&piece, message));
        }
        input.parse::<Token![=]>()?;
        entry.status = status(input, entry.code.is_some())?;
        if input.peek(Token![=>]) {
            let arrow: Token![=>] = input.parse()?;
            if input.is_empty() {
                return Err(syn::Error::new_spanned(arrow, "the type of the detail is missing"));
            }
            entry.detail = Some(input.parse()?);
        }
        leftover = input.parse()?;
        Ok(())
    };
    if let Err(error) = parser.parse2(rest.clone()) {
        report(error, &piece, FORM, errors);
    }
    Some((entry, leftover))
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

/// What syn says of its own accord names its own terms; ours begin with what is wrong.
fn report(error: syn::Error, piece: &TokenStream, form: &str, errors: &mut Errors) {
    let message = error.to_string();
    if message.starts_with("expected") || message.starts_with("unexpected") {
        errors.at(piece, format!("this cannot be read as an error\nhelp: {form}"));
    } else {
        errors.push(error);
    }
}

fn rest_is_one(rest: &TokenStream) -> bool {
    rest.clone().into_iter().count() == 1
}

impl ErrorEntry {
    /// The code, or the name where there is none.
    fn shown(&self) -> String {
        self.code.clone().unwrap_or_else(|| self.variant.to_string())
    }
}

/// What stands before the status.
enum Key {
    Word(Ident),
    Text(LitStr, Option<Ident>),
}

impl Key {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(LitStr) {
            return Ok(Self::Word(input.call(Ident::parse_any)?));
        }
        let code = input.parse()?;
        let name = if input.peek(Token![as]) {
            input.parse::<Token![as]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self::Text(code, name))
    }

    /// The code, if this is one, and the name of the variant.
    fn resolve(self) -> syn::Result<(Option<String>, Ident)> {
        match self {
            Self::Text(code, Some(name)) => Ok((Some(code.value()), name)),
            Self::Text(code, None) => match identifier(&upper_camel(&code.value()), code.span()) {
                Some(name) => Ok((Some(code.value()), name)),
                None => Err(syn::Error::new_spanned(
                    &code,
                    format!(
                        "no name can be made of this code\nhelp: write `\"{}\" as Name = status`",
                        code.value()
                    ),
                )),
            },
            Self::Word(word) => {
                let text = word.unraw().to_string();
                if text.starts_with(char::is_lowercase)
                    && let Some(name) = identifier(&upper_camel(&text), word.span())
                {
                    return Ok((Some(text), name));
                }
                // `_`, and `self` or `Self`: words that nothing can be named.
                if identifier(&text, word.span()).is_none() {
                    return Err(syn::Error::new_spanned(
                        word,
                        format!(
                            "`{text}` cannot be the name of an error\nhelp: write `\"{text}\" as Name = status` for a code in the body"
                        ),
                    ));
                }
                if text.len() > 1 && !text.contains(char::is_lowercase) {
                    let name = upper_camel(&text.to_lowercase());
                    return Err(syn::Error::new_spanned(
                        word,
                        format!(
                            "`{text}` may be a code or a name\nhelp: write `\"{text}\" as {name} = status` for a code in the body, or `{name} = status` for an error known by its status alone"
                        ),
                    ));
                }
                Ok((None, word))
            }
        }
    }
}

/// An identifier of this text, if it is one.
fn identifier(text: &str, span: Span) -> Option<Ident> {
    let mut word: Ident = syn::parse_str(text).ok()?;
    word.set_span(span);
    Some(word)
}
