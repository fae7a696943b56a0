//! `#[derive(FromResponse)]`: an enum whose variants each stand for an answer with some status.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Fields, Lit, Path, Token, Type, Variant};

use crate::check::marks::Marks;
use crate::errors::Errors;
use crate::expand::{ends, respanned};
use crate::status::Status;

const FORM: &str = "write `#[status(200)]`, `#[status(200, 201)]`, or `#[status(2XX)]`";

const MARKS: Marks = Marks {
    of_type: "from_response",
    of_variant: "status",
    of_another: Some(("error", "ErrorSet")),
    form: FORM,
};

/// What an answer with one of these statuses is: `#[status(200, 201)] Ready(Report)`.
struct Answer {
    variant: Ident,
    statuses: Vec<Status>,
    /// What the body is read as; without it the body is not looked at.
    body: Option<Type>,
}

/// Expands to
///
/// ```text
/// impl FromResponse<kind::Json> for Export {
///     const ACCEPT: &'static str = … that of the first variant with a body …;
///     const STATUSES: &'static [StatusPattern] = &[StatusPattern::Exact(200), StatusPattern::Exact(304)];
///     const STREAMED: Streamed = … where a variant's body is wanted as it arrives …;
///     fn from_response(head: &Parts, body: &mut Body) -> Result<Self, DecodeError> { … match on the status … }
/// }
/// ```
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let krate = crate::check::runtime(&input.attrs, "from_response", &mut errors);
    let answers = match MARKS.are_placed(&input) {
        Ok(()) => answers(&input, &mut errors),
        Err(misplaced) => {
            errors.join(misplaced);
            vec![]
        }
    };
    // With mistakes there is still an implementation, so that what returns the type has no second error.
    let mistakes = if errors.is_empty() { None } else { Some(errors.into_tokens()) };
    let answers = if mistakes.is_some() { vec![] } else { answers };
    let expansion = expand(&krate, &input, &answers);
    quote!(#expansion #mistakes)
}

fn expand(krate: &Path, input: &DeriveInput, answers: &[Answer]) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let mut bounded = generics.clone();
    for parameter in &mut bounded.type_params_mut() {
        parameter.bounds.push(syn::parse_quote!(#krate::FromJson));
    }
    let (parameters_of_type, _, where_clause) = bounded.split_for_impl();
    let (_, arguments_of_type, _) = generics.split_for_impl();

    let accept = match answers.iter().find_map(|answer| answer.body.as_ref()) {
        Some(body) => constant(krate, body, &quote!(ACCEPT)),
        None => quote!("*/*"),
    };
    let statuses = answers.iter().flat_map(|answer| &answer.statuses).map(|status| pattern(krate, *status));
    let streamed = answers.iter().flat_map(|answer| {
        let streamed = match &answer.body {
            Some(body) => constant(krate, body, &quote!(STREAMED)),
            None => quote!(#krate::Streamed::Never),
        };
        answer.statuses.iter().map(move |status| {
            let pattern = pattern(krate, *status);
            quote!((#pattern, #streamed))
        })
    });
    let name = ident.to_string();
    let arms = arms(krate, answers);
    let body = answers.iter().any(|answer| answer.body.is_some());
    let body = if body { quote!(body) } else { quote!(_) };
    // The kind is that of what is `Deserialize`, so that the compiler refuses here what is both, and not where it is used.
    quote! {
        #[automatically_derived]
        impl #parameters_of_type #krate::FromResponse<#krate::kind::Json> for #ident #arguments_of_type #where_clause {
            const ACCEPT: &'static str = #accept;
            const STATUSES: &'static [#krate::spec::StatusPattern] = &[#(#statuses),*];
            const STREAMED: #krate::Streamed = #krate::Streamed::ByStatus(&[#(#streamed),*]);
            fn from_response(
                head: &#krate::http::response::Parts,
                #body: &mut #krate::Body,
            ) -> ::core::result::Result<Self, #krate::DecodeError> {
                match head.status.as_u16() {
                    #(#arms)*
                    _ => ::core::result::Result::Err(#krate::__private::unclaimed(#name, head)),
                }
            }
        }
    }
}

/// The arms for the statuses, the exact ones before the classes.
fn arms(krate: &Path, answers: &[Answer]) -> Vec<TokenStream> {
    let arm = |answer: &Answer, class: bool| {
        let patterns = answer.statuses.iter().filter_map(|status| match status {
            Status::Exact(status) if !class => Some(Literal::u16_unsuffixed(*status).to_token_stream()),
            Status::Class(digit) if class => {
                let first = Literal::u16_unsuffixed(digit * 100);
                let last = Literal::u16_unsuffixed(digit * 100 + 99);
                Some(quote!(#first..=#last))
            }
            _ => None,
        });
        let patterns: Vec<_> = patterns.collect();
        let variant = &answer.variant;
        let value = match &answer.body {
            Some(body) => {
                let read = constant(krate, body, &quote!(from_response));
                quote!(#read(head, body).map(Self::#variant))
            }
            None => quote!(::core::result::Result::Ok(Self::#variant)),
        };
        (!patterns.is_empty()).then(|| quote!(#(#patterns)|* => #value,))
    };
    let exact = answers.iter().filter_map(|answer| arm(answer, false));
    exact.chain(answers.iter().filter_map(|answer| arm(answer, true))).collect()
}

/// An item of the implementation for `body`, with its spans: if it cannot be read from an answer, the compiler says so
/// there, and once.
fn constant(krate: &Path, body: &Type, item: &TokenStream) -> TokenStream {
    let (first, _) = ends(body);
    let path = respanned(quote!(as #krate::FromResponse<_>>::#item), first);
    let open = respanned(quote!(<), first);
    quote!(#open #body #path)
}

fn pattern(krate: &Path, status: Status) -> TokenStream {
    let (kind, number) = match status {
        Status::Exact(status) => (quote!(Exact), Literal::u16_unsuffixed(status)),
        Status::Class(class) => (quote!(Class), Literal::u16_unsuffixed(class)),
        Status::Any => return quote!(#krate::spec::StatusPattern::Any),
    };
    quote!(#krate::spec::StatusPattern::#kind(#number))
}

fn answers(input: &DeriveInput, errors: &mut Errors) -> Vec<Answer> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        let help =
            format!("write `enum {name} {{ #[status(200)] Found(Body), #[status(304)] NotModified }}`");
        let other = "a struct is read from JSON with `#[derive(serde::Deserialize)]`";
        errors.at(name, format!("an answer by status is an enum\nhelp: {help}; {other}"));
        return vec![];
    };
    if data.variants.is_empty() {
        errors.at(
            name,
            "an answer by status has a variant for each status\nhelp: write `#[status(200)] Found(Body)`",
        );
    }
    let mut answers: Vec<Answer> = Vec::new();
    for variant in &data.variants {
        let Some(answer) = answer(variant, &answers, errors) else { continue };
        answers.push(answer);
    }
    answers
}

fn answer(variant: &Variant, before: &[Answer], errors: &mut Errors) -> Option<Answer> {
    let name = &variant.ident;
    let body = match &variant.fields {
        Fields::Unit => None,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some(fields.unnamed[0].ty.clone()),
        fields => {
            errors.at(
                fields,
                format!(
                    "an answer has one body, or none\nhelp: write `{name}(Body)` with a type that has these as members, or `{name}`"
                ),
            );
            return None;
        }
    };
    let mut attributes = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("status"));
    let Some(attribute) = attributes.next() else {
        errors.at(name, format!("the status of `{name}` is missing\nhelp: {FORM} before it"));
        return None;
    };
    if let Some(second) = attributes.next() {
        errors
            .at(second, "`status` is written twice\nhelp: write all statuses in one: `#[status(200, 201)]`");
    }
    let parser = |input: ParseStream<'_>| Punctuated::<Lit, Token![,]>::parse_terminated(input);
    let literals = match attribute.meta.require_list().map(|list| parser.parse2(list.tokens.clone())) {
        Ok(Ok(literals)) if !literals.is_empty() => literals,
        _ => {
            errors.at(attribute, format!("`status` says with which status an answer is this\nhelp: {FORM}"));
            return None;
        }
    };
    let mut statuses = Vec::new();
    for literal in literals {
        let status = match Status::parse_any(&literal.to_token_stream().to_string()) {
            Ok(status) => status,
            Err(message) => {
                errors.at(literal, message);
                continue;
            }
        };
        let claimed = before.iter().find(|answer| answer.statuses.contains(&status));
        if let Some(other) = claimed {
            let message = format!("`{}` is read from {} already", other.variant, status.describe());
            errors.at(literal, format!("{message}\nhelp: give each status to one variant"));
        } else if statuses.contains(&status) {
            errors.at(literal, "this status is written twice\nhelp: remove one of them");
        } else {
            statuses.push(status);
        }
    }
    Some(Answer { variant: name.clone(), statuses, body })
}
