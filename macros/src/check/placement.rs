//! Where each parameter goes: by its placeholder, by its attribute, or by the method.

use quote::format_ident;
use syn::LitStr;

use super::parameter::Facts;
use super::types::{self, Naming};
use crate::case::{Style, header_name};
use crate::errors::Errors;
use crate::keys::{METHODS_WITH_BODY, METHODS_WITHOUT_BODY};
use crate::model::{Parameter, Place, QueryStep};
use crate::similar::similar;
use crate::syntax::key::Encoding;
use crate::syntax::parameter::{self, PlaceKind, SaidPlace};
use crate::syntax::path::{PathTemplate, QueryPart};

/// What decides where parameters go.
pub(super) struct Placement<'a> {
    /// None if it could not be read; then nothing is said about bodies.
    pub(super) method: Option<&'a str>,
    /// None if it could not be read; then nothing is said about placeholders.
    pub(super) path: Option<(&'a LitStr, &'a PathTemplate)>,
    pub(super) rename_all: Option<Style>,
    pub(super) encoding: Encoding,
    /// Whether there are parameters that could not be read.
    pub(super) incomplete: bool,
}

/// The parameters with their places.
pub(super) struct Placed {
    pub(super) parameters: Vec<Parameter>,
    pub(super) path: Vec<usize>,
    pub(super) query: Vec<QueryStep>,
}

/// What the path string says about a parameter.
pub(super) enum InPath<'a> {
    Segment,
    Pair(Option<&'a str>),
    Fields,
}

impl Placement<'_> {
    pub(super) fn place(
        &self,
        written: Vec<parameter::Parameter>,
        naming: &mut Naming,
        errors: &mut Errors,
    ) -> Placed {
        self.placeholders_have_parameters(&written, errors);
        let mut parameters: Vec<Parameter> = Vec::new();
        for mut parameter in written {
            let is_taken = |name: &str| parameters.iter().any(|known| known.name == name);
            if is_taken(&parameter.name) {
                let message = format!("there are two parameters `{}`", parameter.name);
                errors.at(&parameter.ident, format!("{message}\nhelp: write another name for this one"));
            }
            // Callers give it all the same.
            while is_taken(&parameter.name) {
                parameter.name.push('_');
                parameter.ident = format_ident!("{}_", parameter.ident);
            }
            parameters.push(self.parameter(parameter, naming, errors));
        }
        self.bodies_fit(&parameters, errors);
        wire_names_differ(&parameters, errors);
        let path = self.path_order(&parameters);
        let query = self.query_order(&parameters);
        Placed { parameters, path, query }
    }

    fn parameter(
        &self,
        written: parameter::Parameter,
        naming: &mut Naming,
        errors: &mut Errors,
    ) -> Parameter {
        let parameter::Parameter {
            ident,
            name,
            is_named,
            ty,
            knows_type,
            cfg,
            docs,
            place: said,
            rename,
            sensitive,
            ..
        } = written;
        // Callers give what they like, and nothing is kept of it.
        let ty = if knows_type { ty } else { syn::parse_quote!(()) };
        // Whoever wrote a pattern has no setter in mind.
        let inside = types::inside_option(&ty).filter(|_| is_named).cloned();
        let optional = inside.is_some();
        let mut argument = inside.unwrap_or(ty);
        naming.lifetimes(&mut argument);
        let inside_into = types::inside_impl_into(&argument).cloned();
        let converted = inside_into.is_some();
        if optional && !converted && types::has_impl_trait(&argument) {
            let message = "the type of an optional parameter must be known when it is left out";
            errors.at(&ident, format!("{message}\nhelp: write a type, or `impl Into<Type>`"));
            argument = syn::parse_quote!(());
        } else if !converted {
            naming.impl_traits(&name, &mut argument);
        }
        let kept = inside_into.unwrap_or_else(|| argument.clone());

        let in_path = self.in_path(&name);
        let place = self.place_of(in_path.as_ref(), said.as_ref());
        let said_name = match (&in_path, said.as_ref().map(|said| &said.kind)) {
            (Some(InPath::Pair(Some(key))), _) => Some((*key).to_owned()),
            (None, Some(PlaceKind::Header { name: said, .. })) => {
                Some(said.as_ref().map_or_else(|| header_name(&name), LitStr::value))
            }
            _ => None,
        };
        let usual_name = || self.rename_all.map_or_else(|| name.clone(), |style| style.apply(&name));
        let wire_name = rename.as_ref().map(LitStr::value).or(said_name).unwrap_or_else(usual_name);
        let facts = Facts {
            ident: &ident,
            name: &name,
            knows_path: self.path.is_some(),
            in_path: in_path.as_ref(),
            said: said.as_ref(),
            rename: rename.as_ref(),
            place,
            wire_name: &wire_name,
            argument: &argument,
            optional,
            encoding: self.encoding,
        };
        facts.check(errors);
        Parameter {
            ident,
            name,
            wire_name,
            place,
            argument,
            kept,
            is_known: knows_type,
            converted,
            optional,
            sensitive,
            cfg,
            docs,
        }
    }

    /// Where it goes: by the path string, by its attribute, or by the method. Where the first two disagree it goes where
    /// no other rule looks.
    fn place_of(&self, in_path: Option<&InPath<'_>>, said: Option<&SaidPlace>) -> Place {
        let usual = match self.method {
            Some(method) if METHODS_WITH_BODY.contains(&method) => Place::Field { style: None },
            _ => Place::Query { style: None },
        };
        match (in_path, said.map(|said| &said.kind)) {
            (Some(InPath::Segment), None) => Place::Path { allow_empty: false, comma: false },
            (Some(InPath::Segment), Some(PlaceKind::Path { allow_empty, comma })) => {
                Place::Path { allow_empty: *allow_empty, comma: *comma }
            }
            (Some(InPath::Pair(_)), None) => Place::Query { style: None },
            (Some(InPath::Pair(_)), Some(PlaceKind::Query { style })) => Place::Query { style: *style },
            (Some(InPath::Fields), Some(PlaceKind::Query { style })) => Place::QueryFields { style: *style },
            (Some(_), _) => Place::QueryFields { style: None },
            (None, None) => usual,
            (None, Some(PlaceKind::Path { .. })) => Place::Path { allow_empty: false, comma: false },
            (None, Some(PlaceKind::Query { style })) => Place::Query { style: *style },
            (None, Some(PlaceKind::Header { comma, .. })) => Place::Header { comma: *comma },
            (None, Some(PlaceKind::Cookie)) => Place::Cookie,
            (None, Some(PlaceKind::Field { style })) => Place::Field { style: *style },
            (None, Some(PlaceKind::Body)) => Place::Body,
        }
    }

    fn in_path(&self, name: &str) -> Option<InPath<'_>> {
        let (_, template) = self.path?;
        if template.placeholders.iter().any(|placeholder| placeholder.name == name) {
            return Some(InPath::Segment);
        }
        template.query.iter().find_map(|part| match part {
            QueryPart::Parameter { name: known, key } if known == name => Some(InPath::Pair(key.as_deref())),
            QueryPart::Fields { name: known } if known == name => Some(InPath::Fields),
            _ => None,
        })
    }

    /// `"/users/<usr>"` with a parameter `user`; `"/<a>/<a>"`.
    fn placeholders_have_parameters(&self, written: &[parameter::Parameter], errors: &mut Errors) {
        let Some((literal, template)) = self.path else { return };
        let in_path =
            template.placeholders.iter().map(|placeholder| (placeholder.name.as_str(), placeholder.rest));
        let in_query = template.query.iter().filter_map(|part| match part {
            QueryPart::Parameter { name, .. } => Some((name.as_str(), false)),
            QueryPart::Fields { name } => Some((name.as_str(), true)),
            QueryPart::Constant(_) => None,
        });
        let all: Vec<(&str, bool)> = in_path.chain(in_query).collect();
        for (index, (name, rest)) in all.iter().enumerate() {
            let shown = if *rest { format!("<{name}..>") } else { format!("<{name}>") };
            if all[..index].iter().any(|(earlier, _)| earlier == name) {
                errors.at(
                    literal,
                    format!("the placeholder `{shown}` stands twice in the path\nhelp: remove one of them"),
                );
            } else if !self.incomplete && !written.iter().any(|parameter| parameter.name == *name) {
                let taken =
                    |parameter: &&parameter::Parameter| all.iter().any(|(other, _)| *other == parameter.name);
                let free = written
                    .iter()
                    .filter(|parameter| !taken(parameter))
                    .map(|parameter| parameter.name.as_str());
                let help = match similar(name, free) {
                    Some(near) => format!("there is a parameter with a similar name: `{near}`"),
                    None => format!("add a parameter `{name}`, or remove the placeholder"),
                };
                errors.at(literal, format!("the placeholder `{shown}` has no parameter\nhelp: {help}"));
            }
        }
    }

    /// A body on HEAD; `#[body]` twice; `#[body]` beside members; `#[body]` with `multipart`.
    fn bodies_fit(&self, parameters: &[Parameter], errors: &mut Errors) {
        let mut whole: Option<&Parameter> = None;
        for parameter in parameters {
            let name = &parameter.name;
            match parameter.place {
                Place::Body | Place::Field { .. } if self.method.is_some_and(|method| METHODS_WITHOUT_BODY.contains(&method)) => {
                    let method = self.method.unwrap_or_default();
                    let help = "remove the attribute, so that it goes into the query, or change the method";
                    errors.at(&parameter.ident, format!("a {method} request has no body, but `{name}` goes into it\nhelp: {help}"));
                    return;
                }
                Place::Body if self.encoding == Encoding::Multipart => {
                    let help = "make it a part with `#[field]`, or remove `multipart`";
                    errors.at(&parameter.ident, format!("a multipart body is made of parts, but `{name}` is the whole body\nhelp: {help}"));
                    return;
                }
                Place::Body => match whole {
                    None => whole = Some(parameter),
                    Some(first) => errors.at(
                        &parameter.ident,
                        format!("`{name}` is a second whole body, beside `{}`\nhelp: make both members with `#[field]`", first.name),
                    ),
                },
                _ => {}
            }
        }
        let field = parameters.iter().find(|parameter| matches!(parameter.place, Place::Field { .. }));
        if let (Some(whole), Some(field)) = (whole, field) {
            errors.at(
                &field.ident,
                format!(
                    "`{}` is a member of the body, but `{}` is the whole body\nhelp: say where `{}` goes: `#[query]` or `#[header]`",
                    field.name, whole.name, field.name
                ),
            );
        }
    }

    fn path_order(&self, parameters: &[Parameter]) -> Vec<usize> {
        let Some((_, template)) = self.path else { return vec![] };
        let index = |name: &str| parameters.iter().position(|parameter| parameter.name == name);
        template.placeholders.iter().filter_map(|placeholder| index(&placeholder.name)).collect()
    }

    /// The pairs of the path string, then those of the other parameters, in their order.
    fn query_order(&self, parameters: &[Parameter]) -> Vec<QueryStep> {
        let parts = self.path.map(|(_, template)| template.query.as_slice()).unwrap_or_default();
        let index = |name: &str| parameters.iter().position(|parameter| parameter.name == name);
        let in_path = parts.iter().filter_map(|part| match part {
            QueryPart::Constant(pair) => Some(QueryStep::Constant(pair.clone())),
            QueryPart::Parameter { name, .. } | QueryPart::Fields { name } => {
                index(name).map(QueryStep::Parameter)
            }
        });
        let others = parameters.iter().enumerate().filter(|(_, parameter)| {
            matches!(parameter.place, Place::Query { .. }) && self.in_path(&parameter.name).is_none()
        });
        in_path.chain(others.map(|(index, _)| QueryStep::Parameter(index))).collect()
    }
}

/// Two parameters that go by one name in one place.
fn wire_names_differ(parameters: &[Parameter], errors: &mut Errors) {
    let place_of = |parameter: &Parameter| match parameter.place {
        Place::Query { .. } => Some(("query", parameter.wire_name.clone())),
        Place::Header { .. } => Some(("header", parameter.wire_name.to_lowercase())),
        Place::Cookie => Some(("cookies", parameter.wire_name.clone())),
        Place::Field { .. } => Some(("body", parameter.wire_name.clone())),
        Place::Path { .. } | Place::QueryFields { .. } | Place::Body => None,
    };
    for (index, parameter) in parameters.iter().enumerate() {
        let Some(place) = place_of(parameter) else { continue };
        // One of two parameters that exclude each other by `cfg` may well have the other's name.
        let earlier =
            parameters[..index].iter().filter(|earlier| earlier.cfg.is_empty() && parameter.cfg.is_empty());
        if let Some(earlier) = earlier.into_iter().find(|earlier| place_of(earlier).as_ref() == Some(&place))
        {
            let message = format!(
                "`{}` and `{}` have one name in the {}: `{}`\nhelp: write `#[rename(\"other\")]` at one of them",
                earlier.name, parameter.name, place.0, parameter.wire_name
            );
            errors.at(&parameter.ident, message);
        }
    }
}

/// `token` of RFC 9110, section 5.6.2.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
