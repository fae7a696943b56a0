//! One entry of `fields(…)`: a constant member of the body, `stream = true`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Lit, LitStr, Token};

use crate::errors::Errors;

/// A constant member of the body.
pub(crate) struct ConstantField {
    pub(crate) name: String,
    /// A literal, a number among them with its sign and its type.
    pub(crate) value: TokenStream,
    pub(crate) tokens: TokenStream,
}

impl ConstantField {
    pub(super) fn parse(piece: TokenStream, errors: &mut Errors) -> Option<Self> {
        let read = constant.parse2(piece.clone());
        if read.is_err() {
            let help = "write `name = value`, with a string, a number, or a boolean as the value";
            errors.at(&piece, format!("a member of the body is named here\nhelp: {help}"));
        }
        read.ok().map(|(name, value)| Self { name, value, tokens: piece })
    }
}

/// `stream = true`, `"grant type" = "refresh_token"`, `level = -1`.
fn constant(input: ParseStream<'_>) -> syn::Result<(String, TokenStream)> {
    let name = match input.parse::<Option<LitStr>>()? {
        Some(text) => text.value(),
        None => input.call(Ident::parse_any)?.unraw().to_string(),
    };
    input.parse::<Token![=]>()?;
    let minus: Option<Token![-]> = input.parse()?;
    let value = match (minus, input.parse()?) {
        (None, Lit::Str(text)) => quote!(#text),
        (None, Lit::Bool(flag)) => quote!(#flag),
        (minus, Lit::Int(number)) if number.suffix().is_empty() => {
            // Not `i32`, as the compiler would have it.
            let number = match number.base10_parse() {
                Ok(usual) => Literal::i64_suffixed(usual),
                Err(_) => Literal::i128_suffixed(number.base10_parse()?),
            };
            quote!(#minus #number)
        }
        (minus, Lit::Int(number)) => quote!(#minus #number),
        (minus, Lit::Float(number)) => quote!(#minus #number),
        _ => return Err(input.error("no constant")),
    };
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants() {
        let read = |text: &str| {
            let (name, value) = constant.parse_str(text).ok()?;
            Some((name, value.to_string()))
        };
        let written = |name: &str, value: &str| Some((name.to_owned(), value.to_owned()));
        assert_eq!(read("stream = true"), written("stream", "true"));
        assert_eq!(read("\"grant type\" = \"refresh\""), written("grant type", "\"refresh\""));
        assert_eq!(read("type = -5_000_000_000"), written("type", "- 5000000000i64"));
        assert_eq!(read("r#type = 1u8"), written("type", "1u8"));
        assert_eq!(read("t = -0.5"), written("t", "- 0.5"));
        assert_eq!(read("a = 18446744073709551615"), written("a", "18446744073709551615i128"));
        assert_eq!(read("a = -0x8000_0000_0000_0000"), written("a", "- 9223372036854775808i128"));
        assert_eq!(read("a = 999999999999999999999999999999999999999"), None);
        for wrong in
            ["", "stream", "stream =", "= true", "a = b", "a = -true", "a = 'c'", "a = b\"b\"", "a = 1 2"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
