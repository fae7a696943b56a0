//! `#[derive(Lookup)]`: an enum whose variants each name one way to find a thing.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, LitStr, Meta, Path, Token, Type, Variant};

use crate::case::{Style, snake};
use crate::check::marks::Marks;
use crate::errors::Errors;
use crate::expand::{ends, respanned};

const MARKS: Marks =
    Marks { of_type: "lookup", of_variant: "rename", of_another: None, form: "write `#[rename(\"name\")]`" };

/// One way to find the thing: `Identifier(String)`.
struct Member {
    variant: Ident,
    name: String,
    ty: Type,
}

/// Expands to
///
/// ```text
/// impl Lookup for OrganizationLookup { const MEMBERS: … = &["id", "identifier"]; }
/// impl PathParam for OrganizationLookup { … the first is written, the others are looked up … }
/// impl Serialize for OrganizationLookup { … {"identifier": …} … }
/// ```
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let krate = crate::check::runtime(&input.attrs, "lookup", &mut errors);
    let members = match MARKS.are_placed(&input) {
        Ok(()) => members(&input, &mut errors),
        Err(misplaced) => {
            errors.join(misplaced);
            vec![]
        }
    };
    // With mistakes there are still all implementations, so that what uses them has no second error.
    let mistakes = if errors.is_empty() { None } else { Some(errors.into_tokens()) };
    let members = if mistakes.is_some() { vec![] } else { members };
    let expansion = expand(&krate, &input, &members);
    quote!(#expansion #mistakes)
}

fn expand(krate: &Path, input: &DeriveInput, members: &[Member]) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let (parameters_of_type, arguments_of_type, where_clause) = generics.split_for_impl();
    let names = members.iter().map(|member| &member.name);
    // All with the span of the type: where that cannot be the value of a lookup, the calls give one error between them.
    let call = |ty: &Type, name: TokenStream, arguments: TokenStream| {
        respanned(quote!(#krate::__private::LookupValue::#name(value, #arguments)), ends(ty).0)
    };
    let in_path = members.iter().enumerate().map(|(index, Member { variant, name, ty })| {
        let write = match index {
            0 => call(ty, quote!(in_path), quote!(path)),
            _ => call(ty, quote!(looked_up), quote!(path, #name)),
        };
        quote!(Self::#variant(value) => #write,)
    });
    let in_body = members.iter().map(|Member { variant, name, ty }| {
        let write = call(ty, quote!(in_body), quote!(serializer, #name));
        quote!(Self::#variant(value) => #write,)
    });
    // Without members there were mistakes, so that the expansion does not compile, and `unreachable!` is never run.
    let (in_path, in_body) = if members.is_empty() {
        (
            quote!({
                let _ = path;
            }),
            quote!({
                let _ = serializer;
                ::core::unreachable!()
            }),
        )
    } else {
        (quote!(match self { #(#in_path)* }), quote!(match self { #(#in_body)* }))
    };
    quote! {
        impl #parameters_of_type #krate::Lookup for #ident #arguments_of_type #where_clause {
            const MEMBERS: &'static [&'static str] = &[#(#names),*];
        }
        impl #parameters_of_type #krate::PathParam for #ident #arguments_of_type #where_clause {
            fn encode_path(&self, path: &mut #krate::PathEncoder<'_>) {
                #in_path
            }
        }
        impl #parameters_of_type #krate::__private::serde::Serialize for #ident #arguments_of_type #where_clause {
            fn serialize<S: #krate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #in_body
            }
        }
    }
}

fn members(input: &DeriveInput, errors: &mut Errors) -> Vec<Member> {
    let Data::Enum(data) = &input.data else {
        errors.at(
            &input.ident,
            format!("a lookup is an enum\nhelp: write `enum {} {{ Id(String), Name(String) }}`", input.ident),
        );
        return vec![];
    };
    if data.variants.is_empty() {
        errors.at(
            &input.ident,
            "a lookup has a variant for each way to find the thing\nhelp: write `Id(String)`",
        );
    }
    for variant in &data.variants {
        renamed_by_serde(variant, errors);
    }
    styled_by_serde(input, &data.variants, errors);
    let mut members: Vec<Member> = Vec::new();
    for variant in &data.variants {
        let Some(member) = member(variant, errors) else { continue };
        if members.iter().any(|known| known.name == member.name) {
            let message = format!("there are two members `{}`", member.name);
            errors
                .at(&variant.ident, format!("{message}\nhelp: write `#[rename(\"other\")]` at one of them"));
        }
        members.push(member);
    }
    members
}

fn member(variant: &Variant, errors: &mut Errors) -> Option<Member> {
    let name = &variant.ident;
    let ty = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed[0].ty.clone(),
        _ => {
            errors.at(variant, format!("a variant of a lookup has one value\nhelp: write `{name}(String)`"));
            return None;
        }
    };
    let mut renamed: Option<LitStr> = None;
    for attribute in renames(variant) {
        match attribute.parse_args::<LitStr>() {
            Ok(_) if renamed.is_some() => {
                errors.at(attribute, "`rename` is written twice\nhelp: remove one of them");
            }
            Ok(name) if name.value().is_empty() => {
                errors.at(
                    attribute,
                    format!(
                        "the name of `{}` in the request is empty\nhelp: write `#[rename(\"name\")]`",
                        variant.ident
                    ),
                );
            }
            Ok(name) => renamed = Some(name),
            Err(_) => {
                let name = match &attribute.meta {
                    Meta::NameValue(pair) => pair.value.to_token_stream().to_string(),
                    _ => "\"name\"".to_owned(),
                };
                let help = format!("write `#[rename({name})]`");
                errors.at(
                    attribute,
                    format!("`rename` names what is sent, as a string in parentheses\nhelp: {help}"),
                );
            }
        }
    }
    let name = renamed.map_or_else(|| usual_name(variant), |name| name.value());
    Some(Member { variant: variant.ident.clone(), name, ty })
}

fn renames(variant: &Variant) -> impl Iterator<Item = &Attribute> {
    variant.attrs.iter().filter(|attribute| attribute.path().is_ident("rename"))
}

fn usual_name(variant: &Variant) -> String {
    snake(&variant.ident.unraw().to_string())
}

/// `#[serde(rename = "subdomain")] SubDomain(String)`, unless `#[rename("…")]` stands there as well: an enum that is
/// `Deserialize` may need both.
fn renamed_by_serde(variant: &Variant, errors: &mut Errors) {
    let Some((attribute, name)) = said_to_serde(&variant.attrs, "rename") else { return };
    if renames(variant).next().is_none() && name.value() != usual_name(variant) {
        let name = name.to_token_stream();
        errors.at(
            attribute,
            format!("serde's `rename` says nothing to a lookup\nhelp: write `#[rename({name})]`"),
        );
    }
}

/// `#[serde(rename_all = "camelCase")]` where a name without `#[rename("…")]` would be another one
fn styled_by_serde(input: &DeriveInput, variants: &Punctuated<Variant, Token![,]>, errors: &mut Errors) {
    let Some((attribute, style)) = said_to_serde(&input.attrs, "rename_all") else { return };
    let Ok(style) = Style::parse(&style.value()) else { return };
    let others = variants.iter().filter(|variant| renames(variant).next().is_none()).filter_map(|variant| {
        let usual = usual_name(variant);
        let meant = match style {
            // Of variants, serde has these without underscores.
            Style::Lower | Style::Upper => style.apply(&usual).replace('_', ""),
            _ => style.apply(&usual),
        };
        (usual != meant).then(|| format!("`#[rename(\"{meant}\")]` at `{}`", variant.ident))
    });
    let others: Vec<_> = others.collect();
    if !others.is_empty() {
        let help = format!("write {}", others.join(", "));
        errors.at(attribute, format!("serde's `rename_all` says nothing to a lookup\nhelp: {help}"));
    }
}

/// What `#[serde(word = "…")]` says.
fn said_to_serde<'a>(attributes: &'a [Attribute], word: &str) -> Option<(&'a Attribute, LitStr)> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("serde")).find_map(|attribute| {
        let metas = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
        let value = metas.iter().find(|meta| meta.path().is_ident(word))?.require_name_value().ok()?;
        Some((attribute, syn::parse2(value.value.to_token_stream()).ok()?))
    })
}
