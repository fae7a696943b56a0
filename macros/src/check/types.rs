//! What the types of a signature say by their syntax: `Option` makes a setter, `impl Into<T>` is converted, and what is
//! left unnamed (lifetimes, `impl Trait`) gets a name, since the request type must name it.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericArgument, GenericParam, Generics, Lifetime, LifetimeParam, Path, PathArguments, Type, TypeFnPtr,
    TypeImplTrait, TypeParam, TypeParamBound, TypeReference, parse_quote,
};

use crate::case::upper_camel;

/// `T` of `Option<T>`, however the path to it is written.
pub(super) fn inside_option(ty: &Type) -> Option<&Type> {
    sole_argument(ty, &["Option"])
}

/// `T` of `impl Into<T>`.
pub(super) fn inside_impl_into(ty: &Type) -> Option<&Type> {
    let Type::ImplTrait(TypeImplTrait { bounds, .. }) = ty else { return None };
    match bounds.first() {
        Some(TypeParamBound::Trait(bound)) if bounds.len() == 1 => argument_of_path(&bound.path, &["Into"]),
        _ => None,
    }
}

/// Whether `impl Trait` stands anywhere in a type.
pub(super) fn has_impl_trait(ty: &Type) -> bool {
    mentions(ty.to_token_stream(), &Ident::new("impl", Span::call_site()))
}

/// Whether this is `Result<…>`.
pub(super) fn is_result(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Result"))
}

/// `T` of `Vec<T>` and of what else has one of these names, however the path to it is written.
pub(super) fn sole_argument<'a>(ty: &'a Type, names: &[&str]) -> Option<&'a Type> {
    match ty {
        Type::Path(path) if path.qself.is_none() => argument_of_path(&path.path, names),
        _ => None,
    }
}

fn argument_of_path<'a>(path: &'a Path, names: &[&str]) -> Option<&'a Type> {
    let last = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let is_named = names.iter().any(|name| last.ident == name);
    match arguments.args.first() {
        Some(GenericArgument::Type(inside)) if is_named && arguments.args.len() == 1 => Some(inside),
        _ => None,
    }
}

/// Names what a signature leaves unnamed, and collects the names as generic parameters.
pub(super) struct Naming {
    pub(super) generics: Generics,
    elided: Option<Lifetime>,
}

impl Naming {
    pub(super) fn new(generics: Generics) -> Self {
        Self { generics, elided: None }
    }

    /// Names the elided lifetimes in a type: all of them alike, since the request lives as long as the shortest.
    pub(super) fn lifetimes(&mut self, ty: &mut Type) {
        self.visit_type_mut(ty);
    }

    /// Makes `impl Trait` in the type of a parameter a generic parameter.
    pub(super) fn impl_traits(&mut self, parameter: &str, ty: &mut Type) {
        ImplTraits { parameter, generics: &mut self.generics }.visit_type_mut(ty);
    }

    fn elided(&mut self) -> Lifetime {
        if let Some(elided) = &self.elided {
            return elided.clone();
        }
        let taken = self.generics.lifetimes().any(|known| known.lifetime.ident == "a");
        let elided = Lifetime::new(if taken { "'elided" } else { "'a" }, Span::call_site());
        let place = self.generics.lifetimes().count();
        self.generics.params.insert(place, GenericParam::Lifetime(LifetimeParam::new(elided.clone())));
        self.elided = Some(elided.clone());
        elided
    }
}

impl VisitMut for Naming {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(self.elided());
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.elided();
        }
    }

    // In `fn(&str)` and `Fn(&str)` an elided lifetime is one of the function's own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut syn::ParenthesizedGenericArguments) {}
}

struct ImplTraits<'a> {
    parameter: &'a str,
    generics: &'a mut Generics,
}

impl VisitMut for ImplTraits<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        let Type::ImplTrait(TypeImplTrait { bounds, .. }) = ty else {
            return visit_mut::visit_type_mut(self, ty);
        };
        let mut name = format_ident!("Impl{}", upper_camel(self.parameter));
        while self.generics.type_params().any(|known| known.ident == name) {
            name = format_ident!("{}_", name);
        }
        // What the compiler says of it, it says of `impl`.
        let place = bounds.first().map_or_else(Span::call_site, syn::spanned::Spanned::span);
        name.set_span(Span::call_site().located_at(place));
        let mut parameter = TypeParam::from(name.clone());
        parameter.bounds = bounds.clone();
        self.generics.params.push(GenericParam::Type(parameter));
        *ty = parse_quote!(#name);
    }
}

/// Whether `word` stands anywhere in `tokens`.
pub(crate) fn mentions(tokens: TokenStream, word: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The generic parameters that none of the types mentions, as types that do: `T` and `&'a ()`.
pub(crate) fn unmentioned<'a>(generics: &Generics, types: impl Iterator<Item = &'a Type>) -> Vec<Type> {
    let tokens: TokenStream = types.map(ToTokens::to_token_stream).collect();
    let unmentioned = |name: &Ident| !mentions(tokens.clone(), name);
    generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(TypeParam { ident, .. }) if unmentioned(ident) => Some(parse_quote!(#ident)),
            GenericParam::Lifetime(LifetimeParam { lifetime, .. }) if unmentioned(&lifetime.ident) => {
                Some(parse_quote!(&#lifetime ()))
            }
            _ => None,
        })
        .collect()
}
