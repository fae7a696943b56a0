//! `paginate(…)`: its parameters are those of the signature, and stand where they can be set for each page anew.

use proc_macro2::Ident;
use quote::ToTokens;

use crate::errors::Errors;
use crate::model::{Endpoint, Pages, Parameter, Place};
use crate::similar::similar;
use crate::syntax::key::Encoding;
use crate::syntax::paginate::{Kind, Paginate};

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
    // What cannot be found among parameters that could not be read may be among them all the same.
    if !unknown.parameters {
        if let Some(name) = parameter
            && let Some(found) = find(name, *kind, endpoint, errors)
            && !matches!(found.place, Place::Query { .. } | Place::Header { .. })
            && !(matches!(found.place, Place::Field { .. }) && endpoint.encoding == Encoding::Json)
        {
            let message = format!("`{name}` cannot be set for each page anew");
            errors.at(name, format!("{message}\nhelp: name a parameter in the query, in a header field, or in a member of a JSON body"));
        }
        if let Some(name) = size {
            find(name, *kind, endpoint, errors);
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
