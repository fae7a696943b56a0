//! What stands before the status of an error: `code`, `"odd code"`, `"odd code" as Name`, `Name`.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

use crate::case::upper_camel;
use crate::status::status_of;

/// What stands before the status.
pub(super) enum Key {
    Word(Ident),
    Text(LitStr, Option<Ident>),
}

impl Key {
    pub(super) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
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

    /// `_` means the other errors to some.
    pub(super) fn is_underscore(&self) -> bool {
        matches!(self, Self::Word(word) if word == "_")
    }

    /// The code or the name as it is written.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => word.to_string(),
            Self::Text(code, _) => code.value(),
        }
    }

    /// What to write where the status is missing.
    pub(super) fn with_status(&self) -> String {
        match self {
            Self::Word(word) if word == "default" => "write `Other = default` for any other error".to_owned(),
            Self::Word(word) => {
                let name = upper_camel(&word.to_string());
                match status_of(&name) {
                    Some(status) if *word == name => {
                        format!("write `{word} = {status}`; a set of errors of that name is `self::{word}`")
                    }
                    Some(status) => format!("write `{word} = {status}`"),
                    None => format!("write `{word} = 4XX`, or the status that it has"),
                }
            }
            Self::Text(code, Some(name)) => format!("write `{} as {name} = status`", code.to_token_stream()),
            Self::Text(code, None) => format!("write `{} = status`", code.to_token_stream()),
        }
    }

    /// The code and the name of the variant of one that cannot be resolved: code that matches on it has no second error.
    pub(super) fn meant(&self) -> Option<(Option<String>, Ident)> {
        let (Self::Word(word) | Self::Text(_, Some(word))) = self else { return None };
        let text = word.unraw().to_string();
        let lower = if text.contains(char::is_lowercase) { text.clone() } else { text.to_lowercase() };
        Some((Some(text), identifier(&upper_camel(&lower), word.span())?))
    }

    /// The code, if this is one, and the name of the variant.
    pub(super) fn resolve(self) -> syn::Result<(Option<String>, Ident)> {
        match self {
            Self::Text(code, _) if code.value().is_empty() => Err(syn::Error::new_spanned(
                code,
                "a code is never empty\nhelp: write `Name = status` for an error without a code",
            )),
            Self::Text(code, Some(name)) => match is_upper_camel(&name) {
                true => Ok((Some(code.value()), name)),
                false => {
                    let camel = upper_camel(&name.to_string());
                    let message = format!("`{name}` is no name of an error\nhelp: write `{camel}`");
                    Err(syn::Error::new_spanned(name, message))
                }
            },
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

fn is_upper_camel(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    name.starts_with(char::is_uppercase) && !name.contains('_')
}

/// An identifier of this text, if it is one.
fn identifier(text: &str, span: Span) -> Option<Ident> {
    let mut word: Ident = syn::parse_str(text).ok()?;
    word.set_span(span);
    Some(word)
}
