//! The signature: attributes, visibility, and a function without a body.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, Generics, ReceiverKind, ReturnType, Token, Type, Visibility};

use super::parameter::Parameter;
use super::tokens::ungrouped;
use crate::errors::Errors;

/// A signature as it is written.
pub(crate) struct Signature {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) receiver: Option<Type>,
    pub(crate) parameters: Vec<Parameter>,
    /// Whether a parameter could not be read, so that it is unknown which there are.
    pub(crate) incomplete: bool,
    /// None for nothing and for `()`.
    pub(crate) output: Option<Type>,
}

/// A function up to its end or body.
struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    signature: syn::Signature,
    /// What follows, but for a semicolon.
    rest: TokenStream,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        // Editors hand over what is there, also while the line has no semicolon yet.
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
        }
        Ok(Self { attributes, visibility, signature, rest: input.parse()? })
    }
}

impl Signature {
    /// Reads a signature; `None` if the item is no function.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Option<Self> {
        let Ok(Function { attributes, visibility, signature, rest }) = syn::parse2(item.clone()) else {
            errors.at(
                item,
                "the `endpoint` attribute goes on the signature of a function\nhelp: write `pub async fn get_user(user: u64) -> User;`",
            );
            return None;
        };
        if !rest.is_empty() {
            errors.at(
                rest,
                "an endpoint has no body; the annotation says all\nhelp: end the signature with `;`",
            );
        }
        refuse_qualifiers(&signature, errors);
        let mut receiver = None;
        let mut parameters = Vec::new();
        let mut incomplete = false;
        for input in signature.inputs {
            match input {
                FnArg::Receiver(written) => receiver = receiver_type(written, errors),
                FnArg::Typed(written) => match Parameter::parse(written, errors) {
                    Some(parameter) => parameters.push(parameter),
                    None => incomplete = true,
                },
            }
        }
        let output = match signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, output) => match ungrouped(*output) {
                Type::Tuple(tuple) if tuple.elems.is_empty() => None,
                output => Some(output),
            },
        };
        let (ident, generics) = (signature.ident, signature.generics);
        Some(Self { attributes, visibility, ident, generics, receiver, parameters, incomplete, output })
    }
}

fn refuse_qualifiers(signature: &syn::Signature, errors: &mut Errors) {
    let mut refuse = |tokens: TokenStream, word: &str| {
        if !tokens.is_empty() {
            errors.at(tokens, format!("an endpoint is not `{word}`\nhelp: remove this"));
        }
    };
    refuse(signature.constness.to_token_stream(), "const");
    refuse(signature.safety.to_token_stream(), "unsafe");
    refuse(signature.abi.to_token_stream(), "extern");
    refuse(signature.variadic.to_token_stream(), "variadic");
}

/// The type in `self: &Identity`.
fn receiver_type(receiver: syn::Receiver, errors: &mut Errors) -> Option<Type> {
    const HELP: &str =
        "write `self: &Client`, with the type that has the client, and the function outside of `impl`";
    let (ty, is_right) = match &receiver.kind {
        ReceiverKind::Typed(_, ty) => match &**ty {
            Type::Reference(reference) => (Some((*reference.elem).clone()), reference.mutability.is_none()),
            value => (Some(value.clone()), false),
        },
        _ => (None, false),
    };
    let ty = ty.filter(|ty| !matches!(ty, Type::Path(path) if path.path.is_ident("Self")));
    if !is_right || ty.is_none() {
        let message = "the receiver of an endpoint is a shared reference with its type";
        errors.at(receiver, format!("{message}\nhelp: {HELP}"));
    }
    // Where the type is named at least, it has the method all the same.
    ty
}
