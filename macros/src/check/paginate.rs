//! `paginate(…)`: its parameters are those of the signature, and stand where they can be set for each page anew.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::Type;

use super::types::{inside_option, sole_argument};
use crate::errors::Errors;
use crate::model::{Endpoint, Pages, Parameter, Place};
use crate::similar::similar;
use crate::syntax::key::Encoding;
use crate::syntax::paginate::{Kind, Paginate};
use crate::syntax::tokens::shown;

/// What could not be read of a signature.
#[derive(Clone, Copy)]
pub(super) struct Unknown {
    pub(super) parameters: bool,
    pub(super) output: bool,
}

/// `paginate(pge)`, `paginate(cursor = path_parameter)`, `paginate(link)` without `->`, `header = "bad name"`
pub(super) fn resolve(
    paginate: &Paginate,
    endpoint: &Endpoint,
    unknown: Unknown,
    errors: &mut Errors,
) -> Pages {
    let Paginate { kind, parameter, size, first, header, tokens } = paginate;
    if endpoint.output.is_none() && !unknown.output {
        errors.at(
            tokens,
            "there is no return type for `paginate`\nhelp: write `-> Vec<Type>` behind the parameters",
        );
    }
    if let Some(header) = header
        && !super::placement::is_token(&header.value())
    {
        let message = format!("`{}` cannot be the name of a header field", header.value());
        errors.at(header, format!("{message}\nhelp: write letters, digits, and `-`"));
    }
    list_says_what_follows(paginate, endpoint, errors);
    // What cannot be found among parameters that could not be read may be among them all the same.
    if !unknown.parameters {
        if let Some(name) = parameter
            && let Some(found) = find(name, *kind, endpoint, errors)
        {
            let is_settable = match found.place {
                Place::Query { .. } | Place::Header { .. } => true,
                Place::Field { .. } => endpoint.encoding == Encoding::Json,
                _ => false,
            };
            if !is_settable {
                let message = format!("`{name}` cannot be set for each page anew");
                errors.at(name, format!("{message}\nhelp: name a parameter in the query, in a header field, or in a member of a JSON body"));
            }
            let (what, ty) = match kind {
                Kind::Page => ("the number of a page", "u64"),
                Kind::Offset => ("an offset", "u64"),
                Kind::Cursor | Kind::NextUrl | Kind::Link => ("a cursor", "String"),
            };
            has_a_type_for(found, what, ty, errors);
        }
        if let Some(name) = size
            && let Some(found) = find(name, *kind, endpoint, errors)
        {
            has_a_type_for(found, "the size of a page", "u64", errors);
        }
    }
    Pages {
        kind: *kind,
        parameter: parameter.as_ref().map(name_of),
        size: size.as_ref().map(name_of),
        first: first.unwrap_or(1),
        header: header.as_ref().map(syn::LitStr::value),
    }
}

/// `paginate(cursor = after)` and `paginate(next_url)` with `-> Vec<User>`, which has neither: the list would end after its
/// first page.
fn list_says_what_follows(paginate: &Paginate, endpoint: &Endpoint, errors: &mut Errors) {
    let (what, name) = match paginate.kind {
        Kind::Cursor => ("cursor", "next_cursor"),
        Kind::NextUrl => ("address", "next_url"),
        Kind::Page | Kind::Offset | Kind::Link => return,
    };
    let Some(output) = endpoint.output.as_ref().filter(|_| paginate.header.is_none()) else { return };
    let list = inside_option(output).unwrap_or(output);
    if sole_argument(list, &["Vec"]).is_some() {
        let items = endpoint.returns.first().map_or("items", String::as_str);
        let shown = shown(list.to_token_stream());
        let message =
            format!("`{shown}` has no {what} of the next page, so that the list ends after the first");
        let help = format!(
            "write `returns({items}, {name})` and `-> ({shown}, Option<String>)`, or `header = \"X-Next\"` in `paginate` for a header field"
        );
        errors.at(output, format!("{message}\nhelp: {help}"));
    }
}

/// `paginate(page)` with `page: Option<bool>`, `paginate(page, size = per_page)` with `per_page: Vec<u32>`
fn has_a_type_for(parameter: &Parameter, what: &str, ty: &str, errors: &mut Errors) {
    let Parameter { name, argument, optional, .. } = parameter;
    let is = |word: &str| matches!(argument, Type::Path(path) if path.path.is_ident(word));
    let is_none = ["bool", "char", "f32", "f64"].into_iter().any(is);
    if is_none || sole_argument(argument, &["Vec"]).is_some() {
        let shown = shown(argument.to_token_stream());
        let ty = if *optional { format!("Option<{ty}>") } else { ty.to_owned() };
        errors.at(argument, format!("`{shown}` cannot be {what}\nhelp: write `{name}: {ty}`"));
    }
}

fn find<'a>(name: &Ident, kind: Kind, endpoint: &'a Endpoint, errors: &mut Errors) -> Option<&'a Parameter> {
    let word = name_of(name);
    let found = endpoint.parameters.iter().find(|parameter| parameter.name == word);
    if found.is_none() {
        let near = similar(&word, endpoint.parameters.iter().map(|parameter| parameter.name.as_str()));
        let help = match near {
            Some(near) => format!("there is a parameter with a similar name: `{near}`"),
            None if word == kind.word() => {
                let mut others = endpoint
                    .parameters
                    .iter()
                    .filter(|parameter| matches!(parameter.place, Place::Query { .. }));
                match (others.next(), others.next()) {
                    (Some(sole), None) => format!("write `{word} = {}`", sole.name),
                    _ => format!(
                        "add `{word}: Option<…>` to the parameters, or name another behind `{word} =`"
                    ),
                }
            }
            None => format!("add `{word}: Option<…>` to the parameters"),
        };
        errors.at(
            name.to_token_stream(),
            format!("there is no parameter `{word}` for `paginate`\nhelp: {help}"),
        );
    }
    found
}

fn name_of(word: &Ident) -> String {
    syn::ext::IdentExt::unraw(word).to_string()
}
