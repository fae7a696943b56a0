//! `#[derive(ErrorSet)]`: an enum of errors that several endpoints share, its variants marked as in `errors(…)`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{
    Data, DeriveInput, Fields, GenericArgument, LitInt, LitStr, Path, PathArguments, Token, Type, Variant,
};

use crate::check::errors_differ;
use crate::check::marks::Marks;
use crate::errors::Errors;
use crate::expand;
use crate::status::Status;
use crate::syntax::error_entry::{DeclaredErrors, ErrorEntry, NestedSet, status};

/// What every variant must look like, for whoever wrote one that does not.
const FORMS: &str = "write `#[error(code = 404)]`, `#[error(404)]`, `#[error(5XX)]`, `#[error(default)]`, or `#[error(nested)]`";

/// The same for a variant that keeps one error.
const FORMS_OF_ONE: &str =
    "write `#[error(code = 404)]`, `#[error(404)]`, `#[error(5XX)]`, or `#[error(default)]`";

const MARKS: Marks = Marks {
    of_type: "error_set",
    of_variant: "error",
    of_another: Some(("status", "FromResponse")),
    form: FORMS,
};

/// Expands to
///
/// ```text
/// impl ErrorSet for SharedErrors { … }
/// impl Display for SharedErrors { … }
/// impl Error for SharedErrors {}
/// ```
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let krate = crate::check::runtime(&input.attrs, "error_set", &mut errors);
    let mut declared = match MARKS.are_placed(&input) {
        Ok(()) => declared(&input, &mut errors),
        Err(misplaced) => {
            errors.join(misplaced);
            DeclaredErrors::default()
        }
    };
    errors_differ(&mut declared, &mut errors);
    if errors.is_empty() {
        return expand::error_set::implementation(&krate, &input.ident, &declared);
    }
    // All implementations with nothing behind them, so that what uses them has no second error.
    let stub = stub(&krate, &input);
    let mistakes = errors.into_tokens();
    quote!(#stub #mistakes)
}

/// None for a generic type, which cannot be `'static` whatever its arguments.
fn stub(krate: &Path, DeriveInput { ident, generics, .. }: &DeriveInput) -> Option<TokenStream> {
    if !generics.params.is_empty() {
        return None;
    }
    let nothing = DeclaredErrors::default();
    let trait_impls = expand::error_set::implementation(krate, ident, &nothing);
    Some(trait_impls)
}

/// What the variants say.
fn declared(input: &DeriveInput, errors: &mut Errors) -> DeclaredErrors {
    let mut declared = DeclaredErrors::default();
    let Data::Enum(data) = &input.data else {
        let example = format!("enum {} {{ #[error(404)] NotFound(sigpost::Declared) }}", input.ident);
        errors.at(&input.ident, format!("a set of errors is an enum\nhelp: write `{example}`"));
        return declared;
    };
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "a set of errors cannot be generic\nhelp: write the types of the details");
    }
    if data.variants.is_empty() {
        errors.at(
            &input.ident,
            "a set of errors has a variant for each of them\nhelp: write `#[error(404)] NotFound(sigpost::Declared)`",
        );
    }
    for variant in &data.variants {
        read(variant, &mut declared, errors);
    }
    declared
}

/// What `#[error(…)]` says.
enum Mark {
    Error { code: Option<String>, status: Status },
    Nested,
}

fn read(variant: &Variant, declared: &mut DeclaredErrors, errors: &mut Errors) {
    let mark = mark(variant, errors);
    let name = &variant.ident;
    let ty = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
        _ => {
            let help = match mark {
                Some(Mark::Nested) => format!("{name}(OtherErrors)"),
                _ => format!("{name}(sigpost::Declared)` or `{name}(sigpost::Declared<Detail>)"),
            };
            let message = "the variants of a set of errors have one value, which keeps the answer";
            errors.at(name, format!("{message}\nhelp: write `{help}`"));
            return;
        }
    };
    let (variant, tokens) = (name.clone(), name.to_token_stream());
    match mark {
        None => {}
        Some(Mark::Nested) if detail(ty).is_ok() => errors.at(
            ty,
            format!("a `Declared` keeps one error, and is no set of them\nhelp: {FORMS_OF_ONE}"),
        ),
        Some(Mark::Nested) => declared.sets.push(NestedSet { variant, ty: ty.clone(), tokens }),
        Some(Mark::Error { code, status }) => match detail(ty) {
            Ok(detail) => {
                declared.entries.push(ErrorEntry {
 code, variant, status, unread: false, detail, of_group: false, tokens });
            }
            Err(()) => errors.at(
                ty,
                format!("an error is kept in a `Declared`\nhelp: write `{name}(sigpost::Declared)` or `{name}(sigpost::Declared<Detail>)`; `#[error(nested)]` is for another set of errors"),
            ),
        },
    }
}

fn mark(variant: &Variant, errors: &mut Errors) -> Option<Mark> {
    let mut marks = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("error"));
    let Some(attribute) = marks.next() else {
        let message = format!("`{}` does not say which errors it stands for", variant.ident);
        errors.at(&variant.ident, format!("{message}\nhelp: {FORMS}"));
        return None;
    };
    if let Some(second) = marks.next() {
        errors.at(second, "a variant stands for one error\nhelp: write a variant of its own for this one");
    }
    let tokens = match &attribute.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    match parse_mark.parse2(tokens) {
        Ok(mark) => Some(mark),
        Err(error) => {
            let message = error.to_string();
            if message.starts_with("expected") || message.starts_with("unexpected") {
                errors.at(attribute, format!("this cannot be read as an error\nhelp: {FORMS}"));
            } else {
                errors.push(error);
            }
            None
        }
    }
}

/// Reads `code = 404`, `"odd code" = 404`, `404`, `5XX`, `default`, and `nested`.
fn parse_mark(input: ParseStream<'_>) -> syn::Result<Mark> {
    if input.peek(LitInt) || (input.peek(Token![default]) && !input.peek2(Token![=])) {
        return Ok(Mark::Error { code: None, status: status(input, false)? });
    }
    let code = if input.peek(LitStr) {
        input.parse::<LitStr>()?.value()
    } else {
        let word = input.call(Ident::parse_any)?;
        if word == "nested" && input.is_empty() {
            return Ok(Mark::Nested);
        }
        if input.is_empty() {
            let message = format!("the status of `{word}` is missing\nhelp: {FORMS}");
            return Err(syn::Error::new_spanned(word, message));
        }
        word.unraw().to_string()
    };
    input.parse::<Token![=]>()?;
    Ok(Mark::Error { code: Some(code), status: status(input, true)? })
}

/// The `Detail` of `Declared<Detail>`, by its spelling; none for `Declared` alone.
fn detail(ty: &Type) -> Result<Option<Type>, ()> {
    let Type::Path(path) = ty else { return Err(()) };
    let last = path.path.segments.last().filter(|last| last.ident == "Declared").ok_or(())?;
    match &last.arguments {
        PathArguments::None => Ok(None),
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(Type::Tuple(unit))) if unit.elems.is_empty() => Ok(None),
            Some(GenericArgument::Type(detail)) => Ok(Some(detail.clone())),
            _ => Err(()),
        },
        PathArguments::Parenthesized(_) => Err(()),
    }
}
