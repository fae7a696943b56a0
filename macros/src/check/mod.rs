//! Meaning: puts the annotation and the signature together into the model, and reports what does not fit. The rules
//! that need the whole stand in `rules`.

mod contradictions;
mod generics;
pub(crate) mod marks;
mod paginate;
mod parameter;
mod placement;
mod rules;
mod signature_types;
pub(crate) mod types;

use proc_macro2::Ident;
use quote::format_ident;
use syn::{Expr, ExprLit, Lit, LitStr, Meta, parse_quote};

use self::contradictions::Written;
use self::placement::Placement;
pub(crate) use self::rules::errors_differ;
use self::types::Naming;
use crate::case::upper_camel;
use crate::errors::Errors;
use crate::model::{Auth, Endpoint, Words};
use crate::syntax::attribute::Attribute;
use crate::syntax::head::Method;
use crate::syntax::key;
use crate::syntax::parameter::Parameter;
use crate::syntax::path::{self, PathTemplate};
use crate::syntax::signature::{Receiver, Signature};

/// The meaning of a declaration. There is one even where mistakes were found: a stub, with all of its names.
pub(crate) fn resolve(attribute: Attribute, mut signature: Signature, errors: &mut Errors) -> Endpoint {
    let mut keys = attribute.keys;
    keys.errors.settle(keys.error.is_some());
    let written = Written::of(&keys);
    for parameter in &mut signature.parameters {
        signature_types::parameter(parameter, errors);
    }
    signature_types::output(&mut signature.output, errors);
    for entry in keys.errors.entries.iter_mut().filter(|entry| !entry.of_group) {
        entry.detail.iter_mut().for_each(|detail| signature_types::detail(detail, errors));
    }
    let template = attribute.path.as_ref().and_then(|literal| match path::parse(&literal.value()) {
        Ok(template) => Some(template),
        Err(mistakes) => {
            mistakes.into_iter().for_each(|mistake| errors.at(literal, mistake));
            None
        }
    });

    let name = syn::ext::IdentExt::unraw(&signature.ident).to_string();
    let request = keys.request.clone().unwrap_or_else(|| type_name(&name, &signature.ident));
    let error = match (&keys.error, !keys.declares_errors() || keys.errors.whole.is_some()) {
        (Some(name), _) => Some(name.clone()),
        (None, false) => Some(format_ident!("{request}Error", span = signature.ident.span())),
        (None, true) => None,
    };

    let words = Words {
        method: attribute.word,
        keys: keys.words.clone(),
        attributes: signature.parameters.iter().flat_map(|parameter| parameter.words.clone()).collect(),
        placeholders: attribute
            .path
            .as_ref()
            .zip(template.as_ref())
            .map(|(literal, template)| placeholders(literal, template, &signature.parameters))
            .unwrap_or_default(),
    };
    let mut naming = Naming::new(signature.generics.clone());
    let encoding = keys.encoding.as_ref().map(|(encoding, _)| *encoding).unwrap_or_default();
    let method = attribute.method.as_ref().map(Method::name);
    let placement = Placement {
        method: method.as_deref(),
        path: attribute.path.as_ref().zip(template.as_ref()),
        rename_all: keys.rename_all,
        encoding,
        incomplete: signature.incomplete,
    };
    let (incomplete, knows_output) = (signature.incomplete, signature.knows_output);
    let placed = placement.place(signature.parameters, &mut naming, errors);

    let written_path = attribute.path.as_ref().map(syn::LitStr::value).unwrap_or_default();
    let docs = docs(&signature.attributes);
    let deprecated = signature.attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"));
    let mut endpoint = Endpoint {
        stub: false,
        krate: keys.krate.clone().map_or_else(|| parse_quote!(::sigpost), rooted),
        attributes: signature.attributes,
        docs,
        deprecated,
        visibility: signature.visibility,
        fn_token: signature.fn_token,
        function: signature.ident,
        name,
        request,
        error,
        generics: naming.generics,
        receiver: match signature.receiver {
            Receiver::Typed(ty) => Some(*ty),
            Receiver::Untyped | Receiver::None => None,
        },
        parameters: placed.parameters,
        method: method.unwrap_or_default(),
        written_path,
        template: template.map(|PathTemplate { template, .. }| template).unwrap_or_default(),
        path: placed.path,
        query: placed.query,
        output: signature.output,
        returns: keys.returns.as_ref().map(|returns| returns.members.clone()).unwrap_or_default(),
        declares_errors: keys.declares_errors(),
        errors: keys.errors,
        scopes: keys.scopes.iter().map(syn::LitStr::value).collect(),
        auth: match keys.auth {
            None | Some(key::Auth::Default) => Auth::Default,
            Some(key::Auth::None) => Auth::None,
            Some(key::Auth::Named(name)) => Auth::Named(name),
        },
        base: keys.base.as_ref().map(syn::LitStr::value),
        headers: keys.headers.iter().map(|(name, value)| (name.value(), value.value())).collect(),
        encoding,
        fields: keys.fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect(),
        media: keys.media.as_ref().map(syn::LitStr::value),
        policies: keys.policies,
        idempotent: keys.idempotent,
        idempotency_key: keys.idempotency_key.as_ref().map(syn::LitStr::value),
        pages: None,
        words,
    };
    let unknown = paginate::Unknown { parameters: incomplete, output: !knows_output };
    endpoint.pages = keys.paginate.as_ref().map(|pages| paginate::resolve(pages, &endpoint, unknown, errors));
    rules::method_can_be_sent(attribute.method.as_ref(), errors);
    rules::base_is_an_address(keys.base.as_ref(), errors);
    rules::headers_can_be_sent(&keys.headers, keys.media.as_ref(), errors);
    rules::multipart_says_its_media_type(keys.media.as_ref(), &endpoint, errors);
    rules::constant_fields_have_a_body(&keys.fields, &endpoint, errors);
    rules::the_key_has_a_field(keys.idempotency_key.as_ref(), &endpoint, errors);
    rules::returns_fit_the_return_type(keys.returns.as_ref().filter(|_| knows_output), &mut endpoint, errors);
    rules::errors_differ(&mut endpoint.errors, errors);
    if !incomplete && knows_output {
        generics::are_used(&endpoint, errors);
    }
    generics::of_the_answer_can_be_read(&endpoint, errors);
    generics::are_in_no_detail(&endpoint, errors);
    rules::the_receiver_is_ones_own(&mut endpoint, errors);
    written.check(&mut endpoint, &attribute.taken, incomplete, errors);
    endpoint
}

/// The parameters that the path string names, each with its span.
fn placeholders(literal: &LitStr, template: &PathTemplate, parameters: &[Parameter]) -> Vec<Ident> {
    let is_named = |parameter: &&Parameter| template.names().any(|name| name == parameter.name);
    let respanned = |parameter: &Parameter| {
        let mut ident = parameter.ident.clone();
        ident.set_span(ident.span().located_at(literal.span()));
        ident
    };
    // An optional one is no variable of the function.
    let is_argument =
        |parameter: &&Parameter| types::inside_option(&parameter.ty).is_none() && parameter.cfg.is_empty();
    parameters.iter().filter(is_named).filter(is_argument).map(respanned).collect()
}

/// `::waymark` for `waymark`: found whatever the user calls a local module. `crate`, `self`, and `super` stay.
pub(crate) fn rooted(mut path: syn::Path) -> syn::Path {
    let first = path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
    if path.leading_colon.is_none() && !matches!(first.as_str(), "crate" | "self" | "super" | "$crate") {
        path.leading_colon = Some(Default::default());
    }
    path
}

/// Where the runtime lives, by `#[lookup(crate = path)]` on a type.
pub(crate) fn runtime(attributes: &[syn::Attribute], name: &str, errors: &mut Errors) -> syn::Path {
    let mut runtime: syn::Path = parse_quote!(::sigpost);
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let parsed = attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
            input.parse::<syn::Token![crate]>()?;
            input.parse::<syn::Token![=]>()?;
            input.call(syn::Path::parse_mod_style)
        });
        match parsed {
            Ok(path) => runtime = rooted(path),
            Err(_) => errors.at(
                attribute,
                format!("`{name}` says where the runtime lives\nhelp: write `#[{name}(crate = path)]`"),
            ),
        }
    }
    runtime
}

/// `CreateInvite` for `create_invite`.
pub(crate) fn type_name(name: &str, function: &Ident) -> Ident {
    let camel = upper_camel(name);
    // `Self` cannot be the name of a type, nor can nothing, which a name of underscores leaves.
    let camel = if camel.is_empty() || camel == "Self" { format!("{camel}Request") } else { camel };
    Ident::new(&camel, function.span())
}

/// The text of doc comments.
fn docs(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
    lines.join("\n").trim().to_owned()
}
