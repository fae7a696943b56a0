//! One entry of `errors(…)`: `code = 404`, `code = 422 => Detail`, `"odd code" as Name = 409`, `Name = 404`, `Name = 5XX`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Lit, LitStr, Token, Type};

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

/// Reads an entry; what is wrong with it is reported.
pub(crate) fn parse(piece: TokenStream, errors: &mut Errors) -> Option<ErrorEntry> {
    const FORM: &str = "write `code = status`, `code = status => Detail`, or `Name = status`";
    let end = piece.clone();
    let parser = |input: ParseStream<'_>| {
        let key = Key::parse(input)?;
        if input.is_empty() {
            let message = format!("the status of `{}` is missing\nhelp: {FORM}", key.text());
            return Err(syn::Error::new_spanned(&end, message));
        }
        input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![=>]) {
            let message = format!("the status of `{}` is missing\nhelp: {FORM}", key.text());
            return Err(syn::Error::new_spanned(&end, message));
        }
        let literal: Lit = input.parse()?;
        let status = Status::parse(&literal.to_token_stream().to_string())
            .map_err(|message| syn::Error::new_spanned(&literal, message))?;
        let detail = if input.peek(Token![=>]) {
            let arrow: Token![=>] = input.parse()?;
            if input.is_empty() {
                return Err(syn::Error::new_spanned(arrow, "the type of the detail is missing"));
            }
            Some(input.parse()?)
        } else {
            None
        };
        if !input.is_empty() {
            let rest: TokenStream = input.parse()?;
            return Err(syn::Error::new_spanned(rest, format!("an error ends before this\nhelp: {FORM}")));
        }
        let (code, variant) = key.resolve()?;
        Ok(ErrorEntry { code, variant, status, detail, tokens: end.clone() })
    };
    match parser.parse2(piece.clone()) {
        Ok(entry) => Some(entry),
        Err(error) => {
            // What syn says of its own accord names its own terms; ours begin with what is wrong.
            if error.to_string().starts_with("expected") || error.to_string().starts_with("unexpected") {
                errors.at(piece, format!("this cannot be read as an error\nhelp: {FORM}"));
            } else {
                errors.push(error);
            }
            None
        }
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

    fn text(&self) -> String {
        match self {
            Self::Word(word) => word.unraw().to_string(),
            Self::Text(code, _) => code.value(),
        }
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
                if text.starts_with(char::is_lowercase) {
                    let name = identifier(&upper_camel(&text), word.span());
                    return Ok((Some(text), name.unwrap_or(word)));
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
