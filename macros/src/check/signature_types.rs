//! Types that a signature cannot have whatever stands in the rest of it: each is reported once, and something stands in
//! its place, so that neither the compiler nor another rule speaks of it again.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{
    GenericArgument, Lifetime, PathArguments, ReturnType, Type, TypeParamBound, TypeReference, parse_quote,
};

use super::types::{has_impl_trait, inside_option, is_result, mentions};
use crate::errors::Errors;
use crate::syntax::parameter::Parameter;
use crate::syntax::tokens::shown;

/// `user: Self`, `user: _`, `user: dyn Display`
pub(super) fn parameter(parameter: &mut Parameter, errors: &mut Errors) {
    let Parameter { ident: name, ty, knows_type, .. } = parameter;
    if !*knows_type {
        return;
    }
    if let Some(what) = Unknown::in_type(ty) {
        let message = format!("`{what}` says no type in the signature of an endpoint");
        errors.at(&*ty, format!("{message}\nhelp: write the type of `{name}`"));
        *knows_type = false;
    } else if let Some(meant) = unsized_type(ty) {
        let message = format!("`{}` cannot be passed by itself", shown(ty.to_token_stream()));
        errors.at(&*ty, format!("{message}\nhelp: write `{name}: {}`", shown(meant.to_token_stream())));
        *ty = meant;
    }
}

/// What is meant by `dyn Trait`, `str`, and `[T]`.
fn unsized_type(ty: &Type) -> Option<Type> {
    match ty {
        Type::TraitObject(object) => {
            let bounds = &object.bounds;
            Some(parse_quote!(impl #bounds))
        }
        Type::Slice(_) => Some(parse_quote!(&#ty)),
        Type::Path(path) if path.path.is_ident("str") => Some(parse_quote!(&#ty)),
        _ => None,
    }
}

/// `-> Result<User, Error>`, `-> impl Future`, `-> &str`, `-> Self`, `-> _`, `-> !`
pub(super) fn output(output: &mut Option<Type>, errors: &mut Errors) {
    let Some(ty) = output else { return };
    if let Some(meant) = no_result(ty) {
        errors.at(
            &*ty,
            "an endpoint returns its success type, not a `Result`\nhelp: write the success type alone; failures are declared with `errors(code = status)`",
        );
        *ty = meant;
    } else if let Some(meant) = inside_future(ty) {
        let help = format!("write `-> {}`", meant.to_token_stream());
        errors.at(&*ty, format!("an endpoint returns its success type, not a future\nhelp: {help}"));
        *ty = meant;
    } else if has_impl_trait(ty) {
        errors.at(
            &*ty,
            "the type that is read from an answer must be known\nhelp: write it in place of `impl`",
        );
        *ty = parse_quote!(());
    } else if let Some(what) = Unknown::in_type(ty) {
        let message = format!("`{what}` says no type in the signature of an endpoint");
        errors.at(&*ty, format!("{message}\nhelp: write the type that is read from an answer"));
        *ty = parse_quote!(());
    } else if let Some(owned) = unsized_output(ty) {
        let message = format!("`{}` cannot be returned by itself", shown(ty.to_token_stream()));
        errors.at(&*ty, format!("{message}\nhelp: write {owned}"));
        *ty = parse_quote!(());
    } else if matches!(ty, Type::Never(_)) {
        errors.at(
            &*ty,
            "an endpoint that returns has a type\nhelp: write nothing for an answer that is not read",
        );
        *output = None;
    } else {
        owned(ty, errors);
    }
}

/// `errors(gone = 404 => &'static str)`, `errors(gone = 404 => str)`
pub(super) fn detail(ty: &mut Type, errors: &mut Errors) {
    if let Some(owned) = unsized_output(ty) {
        let message = format!("`{}` cannot be kept by itself", shown(ty.to_token_stream()));
        errors.at(&*ty, format!("{message}\nhelp: write {owned}"));
        *ty = match &*ty {
            Type::Slice(slice) => {
                let element = &slice.elem;
                parse_quote!(::std::vec::Vec<#element>)
            }
            Type::TraitObject(_) => parse_quote!(()),
            _ => parse_quote!(::std::string::String),
        };
        return;
    }
    owned(ty, errors);
    if let Type::Reference(reference) = &*ty {
        *ty = match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => parse_quote!(::std::string::String),
            owned => owned.clone(),
        };
    }
}

/// `-> &str`
fn owned(ty: &mut Type, errors: &mut Errors) {
    if let Some(borrowed) = Borrowed::in_type(ty) {
        let owned = match borrowed.as_str() {
            text if text.starts_with('&') && text.ends_with("str") => "`String`".to_owned(),
            _ => "a type that owns its data".to_owned(),
        };
        errors.at(&*ty, format!("what is read from an answer is not borrowed\nhelp: write {owned}"));
        Static.visit(ty);
    }
}

/// What to write in place of `dyn Trait`, `str`, and `[T]`.
fn unsized_output(ty: &Type) -> Option<String> {
    match ty {
        Type::TraitObject(_) => Some("the type that is read from an answer".to_owned()),
        Type::Slice(slice) => Some(format!("`Vec<{}>`", shown(slice.elem.to_token_stream()))),
        Type::Path(path) if path.path.is_ident("str") => Some("`String`".to_owned()),
        _ => None,
    }
}

/// The success type of a `Result`, also of `Option<Result<…>>`.
fn no_result(ty: &Type) -> Option<Type> {
    if !is_result(ty) {
        return inside_option(ty).and_then(no_result);
    }
    let Type::Path(path) = ty else { return None };
    let first = match &path.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.first(),
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    };
    match first {
        Some(GenericArgument::Type(success)) => Some(success.clone()),
        _ => Some(parse_quote!(())),
    }
}

/// `T` of `impl Future<Output = T>`.
fn inside_future(ty: &Type) -> Option<Type> {
    let Type::ImplTrait(written) = ty else { return None };
    written.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last = bound.path.segments.last().filter(|last| last.ident == "Future")?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(output) if output.ident == "Output" => Some(output.ty.clone()),
            _ => None,
        })
    })
}

/// Finds `Self` and `_`.
#[derive(Default)]
struct Unknown(Option<&'static str>);

impl Unknown {
    fn in_type(ty: &Type) -> Option<&'static str> {
        let mut found = Self::default();
        found.visit_type(ty);
        if mentions(ty.to_token_stream(), &Ident::new("Self", Span::call_site())) {
            return Some("Self");
        }
        found.0
    }
}

impl Visit<'_> for Unknown {
    fn visit_type_infer(&mut self, _: &syn::TypeInfer) {
        self.0 = Some("_");
    }
}

/// Finds references, and lifetimes that nothing names, as they are written.
#[derive(Default)]
struct Borrowed(Option<String>);

impl Borrowed {
    fn in_type(ty: &Type) -> Option<String> {
        let mut found = Self::default();
        found.visit_type(ty);
        found.0
    }
}

impl Visit<'_> for Borrowed {
    fn visit_type_reference(&mut self, reference: &TypeReference) {
        self.0.get_or_insert_with(|| shown(reference.to_token_stream()));
        visit::visit_type_reference(self, reference);
    }

    fn visit_lifetime(&mut self, lifetime: &Lifetime) {
        if lifetime.ident == "_" {
            self.0.get_or_insert_with(|| lifetime.to_string());
        }
    }

    // In `fn(&str)` and `Fn(&str)` an elided lifetime is one of the function's own.
    fn visit_return_type(&mut self, _: &ReturnType) {}

    fn visit_type_fn_ptr(&mut self, _: &syn::TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments(&mut self, _: &syn::ParenthesizedGenericArguments) {}
}

/// Makes of every unnamed lifetime `'static`.
struct Static;

impl Static {
    fn visit(&mut self, ty: &mut Type) {
        syn::visit_mut::VisitMut::visit_type_mut(self, ty);
    }
}

impl syn::visit_mut::VisitMut for Static {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = Some(Lifetime::new("'static", Span::call_site()));
        syn::visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = Lifetime::new("'static", Span::call_site());
        }
    }
}
