//! The signature: attributes, visibility, and a function without a body.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, Generics, ReceiverKind, ReturnType, Token, Type, Visibility};

use super::item;
use super::parameter::Parameter;
use super::tokens::{shown, ungrouped};
use crate::errors::Errors;

/// A signature as it is written.
pub(crate) struct Signature {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// The author's own, so that lints take the function for the author's.
    pub(crate) fn_token: Token![fn],
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) receiver: Receiver,
    /// As it stands there, right or wrong.
    pub(crate) written_receiver: Option<syn::Receiver>,
    pub(crate) parameters: Vec<Parameter>,
    /// Whether something in it could not be read, so that it is unknown which parameters there are.
    pub(crate) incomplete: bool,
    /// None for nothing and for `()`.
    pub(crate) output: Option<Type>,
    /// Whether it could be read; otherwise there may be one all the same.
    pub(crate) knows_output: bool,
}

/// What stands before the parameters.
pub(crate) enum Receiver {
    None,
    /// `self: &Identity`
    Typed(Box<Type>),
    /// `&self`, which is a mistake.
    Untyped,
}

/// A function up to its end or body.
pub(super) struct Function {
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
        let (function, is_mended, mut knows_output) = match syn::parse2(item.clone()) {
            Ok(function) => (function, false, true),
            Err(_) => {
                let mended = item::half_written(item.clone());
                match mended.and_then(|(item, output)| Some((syn::parse2(item).ok()?, output))) {
                    Some((function, output)) => (function, true, output),
                    None => {
                        item::refuse(item, errors);
                        return None;
                    }
                }
            }
        };
        let Function { mut attributes, visibility, signature, rest } = function;
        if has_body(&rest) {
            errors.at(
                rest,
                "an endpoint has no body; the annotation says all\nhelp: end the signature with `;`",
            );
        } else if !rest.is_empty() {
            // No function to the compiler either, which has said so.
            knows_output = false;
        }
        refuse_second_annotation(&mut attributes, &signature, errors);
        refuse_qualifiers(&signature, errors);
        let mut receiver = Receiver::None;
        let mut written_receiver = None;
        let mut incomplete = false;
        let mut parameters = Vec::new();
        for input in signature.inputs {
            match input {
                FnArg::Receiver(mut written) => {
                    receiver = read_receiver(&written, errors);
                    written.attrs.clear();
                    written_receiver = Some(written);
                }
                FnArg::Typed(written) => {
                    let parameter = Parameter::parse(written, errors);
                    incomplete |= !parameter.is_named;
                    parameters.push(parameter);
                }
            }
        }
        let output = match signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, output) => match ungrouped(*output) {
                Type::Tuple(tuple) if tuple.elems.is_empty() => None,
                output => Some(output),
            },
        };
        let (fn_token, ident, generics) = (signature.fn_token, signature.ident, signature.generics);
        let mut read = Self {
            attributes,
            visibility,
            fn_token,
            ident,
            generics,
            receiver,
            written_receiver,
            parameters,
            incomplete,
            output,
            knows_output,
        };
        if is_mended {
            read.is_half_written(knows_output);
        }
        Some(read)
    }

    /// What the compiler has refused is unknown: the types that are `_`, which parameters there are, and the return type,
    /// unless that could be read.
    pub(crate) fn is_half_written(&mut self, knows_output: bool) {
        self.incomplete = true;
        self.knows_output &= knows_output;
        for parameter in &mut self.parameters {
            parameter.knows_type = !matches!(parameter.ty, Type::Infer(_));
        }
    }
}

fn has_body(rest: &TokenStream) -> bool {
    let first = rest.clone().into_iter().next();
    matches!(first, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

/// `#[endpoint(…)] #[endpoint(…)] fn …`
fn refuse_second_annotation(
    attributes: &mut Vec<Attribute>,
    signature: &syn::Signature,
    errors: &mut Errors,
) {
    let is_ours =
        |attribute: &Attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "endpoint");
    if let Some(second) = attributes.iter().find(|attribute| is_ours(attribute)) {
        let message = format!("`{}` has two annotations", signature.ident);
        errors.at(second, format!("{message}\nhelp: write a function for each endpoint"));
    }
    attributes.retain(|attribute| !is_ours(attribute));
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
    if let Some(variadic) = &signature.variadic {
        errors.at(variadic, "an endpoint takes as many parameters as it names\nhelp: write a parameter, as `names: Vec<String>`");
    }
}

/// The type in `self: &Identity`.
fn read_receiver(receiver: &syn::Receiver, errors: &mut Errors) -> Receiver {
    if let Some(attribute) = receiver.attrs.first() {
        errors.at(attribute, "a receiver goes nowhere in the request\nhelp: remove this");
    }
    let (ty, is_right) = match &receiver.kind {
        ReceiverKind::Typed(_, ty) => match &**ty {
            Type::Reference(reference) => (
                Some((*reference.elem).clone()),
                reference.mutability.is_none() && receiver.mutability.is_none(),
            ),
            value => (Some(pointed_to(value).unwrap_or(value).clone()), false),
        },
        _ => (None, false),
    };
    let named = ty.as_ref().filter(|ty| !matches!(ty, Type::Path(path) if path.path.is_ident("Self")));
    if !is_right || named.is_none() {
        let message = match (&ty, named) {
            (Some(_), None) => "`Self` is no type here, since an endpoint stands outside of `impl`",
            _ => "the receiver of an endpoint is a shared reference with its type",
        };
        let help = match named {
            Some(ty) => format!("write `self: &{}`", shown(ty.to_token_stream())),
            None => {
                "write the function outside of `impl`, with `self: &Api` where `Api` is your type that has the client".to_owned()
            }
        };
        errors.at(receiver, format!("{message}\nhelp: {help}"));
    }
    let ty = named.cloned();
    match ty {
        // Where the type is named at least, it has the method all the same.
        Some(ty) => Receiver::Typed(Box::new(ty)),
        None => Receiver::Untyped,
    }
}

/// `T` of `Arc<T>` and of other pointers that a receiver can be.
fn pointed_to(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let is_pointer = ["Arc", "Rc", "Box", "Pin"].iter().any(|pointer| last.ident == pointer);
    match arguments.args.first() {
        Some(syn::GenericArgument::Type(Type::Reference(inside))) if is_pointer => Some(&inside.elem),
        Some(syn::GenericArgument::Type(inside)) if is_pointer => Some(inside),
        _ => None,
    }
}
