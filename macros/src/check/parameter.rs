//! The rules about one parameter, one function each, with what it refuses above it.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{LitStr, Type};

use super::placement::{InPath, is_token};
use super::types::inside_option;
use crate::errors::Errors;
use crate::model::Place;
use crate::syntax::key::Encoding;
use crate::syntax::parameter::{PlaceKind, SaidPlace};
use crate::syntax::tokens::shown;

/// A parameter, and all that is said of it.
pub(super) struct Facts<'a> {
    pub(super) ident: &'a Ident,
    pub(super) name: &'a str,
    /// Whether the path string could be read.
    pub(super) knows_path: bool,
    pub(super) in_path: Option<&'a InPath<'a>>,
    pub(super) said: Option<&'a SaidPlace>,
    pub(super) rename: Option<&'a LitStr>,
    pub(super) place: Place,
    pub(super) wire_name: &'a str,
    pub(super) argument: &'a Type,
    pub(super) optional: bool,
    pub(super) encoding: Encoding,
}

impl Facts<'_> {
    pub(super) fn check(&self, errors: &mut Errors) {
        self.is_no_client(errors);
        self.has_one_place(errors);
        self.has_a_placeholder(errors);
        self.has_a_style_to_choose(errors);
        self.has_one_name(errors);
        self.is_always_in_the_path(errors);
        self.is_never_null_in_the_head(errors);
        self.has_a_name_that_can_be_sent(errors);
    }

    /// `"/users"` with `client: &Client`, where nothing says that this is the author's own type
    fn is_no_client(&self, errors: &mut Errors) {
        let Type::Reference(reference) = self.argument else { return };
        let Type::Path(path) = &*reference.elem else { return };
        let segments = &path.path.segments;
        let is_client = segments.last().is_some_and(|last| last.ident == "Client");
        let is_ours = segments.first().is_some_and(|first| first.ident == "sigpost")
            || (self.name == "client" && matches!(self.place, Place::Query { .. } | Place::Field { .. }));
        if is_client && is_ours && self.said.is_none() && self.in_path.is_none() {
            let function = "remove it, and send what the function returns: `client.send(…)`";
            let method = "or write `self: &Api`, with the type that has the client";
            let own = match self.place {
                Place::Field { .. } => "a type of yours of that name goes into the body with `#[field]`",
                _ => "a type of yours of that name goes into the query with `#[query]`",
            };
            errors.at(self.ident, format!("an endpoint takes no client\nhelp: {function}; {method}; {own}"));
        }
    }

    /// `"/users/<user>"` with `#[query] user: u64`
    fn has_one_place(&self, errors: &mut Errors) {
        let (Some(place), Some(said)) = (self.in_path, self.said) else { return };
        let (there, fits) = match (place, &said.kind) {
            (InPath::Segment, kind) => ("path", matches!(kind, PlaceKind::Path { .. })),
            (InPath::Pair(_) | InPath::Fields, kind) => {
                ("query of the path string", matches!(kind, PlaceKind::Query { .. }))
            }
        };
        if !fits {
            let message = format!("`{}` stands in the {there} already", self.name);
            errors.at(&said.attribute, format!("{message}\nhelp: remove this"));
        }
    }

    /// `"/users"` with `#[path] user: u64`
    fn has_a_placeholder(&self, errors: &mut Errors) {
        match self.said {
            Some(SaidPlace { kind: PlaceKind::Path { .. }, attribute })
                if self.in_path.is_none() && self.knows_path =>
            {
                let name = self.name;
                let message = format!("`{name}` has no placeholder in the path");
                errors.at(attribute, format!("{message}\nhelp: write `<{name}>` there"));
            }
            _ => {}
        }
    }

    /// `#[field(style = comma)] tags: Vec<String>` without `form` and `multipart`
    fn has_a_style_to_choose(&self, errors: &mut Errors) {
        match self.said {
            Some(SaidPlace { kind: PlaceKind::Field { style: Some(_) }, attribute })
                if self.encoding == Encoding::Json =>
            {
                let help = "remove the style, or add `form` or `multipart` to the annotation";
                errors.at(attribute, format!("in JSON a list has one form only\nhelp: {help}"));
            }
            _ => {}
        }
    }

    /// `#[header("X-A")] #[rename("X-B")]`, `#[body] #[rename("user")]`, `#[rename("")]`
    fn has_one_name(&self, errors: &mut Errors) {
        let Some(rename) = self.rename else { return };
        let name = self.name;
        let said_name =
            matches!(self.said, Some(SaidPlace { kind: PlaceKind::Header { name: Some(_), .. }, .. }));
        if said_name || matches!(self.in_path, Some(InPath::Pair(Some(_)))) {
            let message = format!("`{name}` has another name in the request already");
            errors.at(rename, format!("{message}\nhelp: remove one of them"));
        } else if matches!(self.place, Place::Body | Place::QueryFields { .. }) {
            errors.at(rename, format!("`{name}` has no name in the request\nhelp: remove `rename`"));
        } else if rename.value().is_empty() {
            let message = format!("the name of `{name}` in the request is empty");
            errors.at(rename, format!("{message}\nhelp: write `#[rename(\"name\")]`"));
        }
    }

    /// `"/users/<user>"` with `user: Option<u64>`
    fn is_always_in_the_path(&self, errors: &mut Errors) {
        if self.optional && matches!(self.place, Place::Path { .. }) {
            let name = self.name;
            let help = format!("write `{name}: {}`", shown(self.argument.to_token_stream()));
            let message = format!("`{name}` is a part of the path, and cannot be left out");
            errors.at(self.ident, format!("{message}\nhelp: {help}"));
        }
    }

    /// `#[header] x_team: Option<Option<String>>`
    fn is_never_null_in_the_head(&self, errors: &mut Errors) {
        let what = match self.place {
            Place::Header { comma: false } => "a header field",
            Place::Cookie => "a cookie",
            _ => return,
        };
        if self.optional && inside_option(self.argument).is_some() {
            let message = format!("`{}` is {what}, in which nothing stands for `null`", self.name);
            let help = format!("write `{}: {}`", self.name, shown(self.argument.to_token_stream()));
            errors.at(self.ident, format!("{message}\nhelp: {help}"));
        }
    }

    /// `#[header("X Team")]`, `#[cookie] #[rename("a b")]`
    fn has_a_name_that_can_be_sent(&self, errors: &mut Errors) {
        let (what, help) = match self.place {
            Place::Header { .. } => ("header field", "write `#[header(\"X-Name\")]`"),
            Place::Cookie => ("cookie", "write `#[rename(\"name\")]`"),
            _ => return,
        };
        let is_empty_rename = self.rename.is_some_and(|rename| rename.value().is_empty());
        if !is_token(self.wire_name) && !is_empty_rename {
            let message = format!("`{}` cannot be the name of a {what}", self.wire_name);
            errors.at(self.ident, format!("{message}\nhelp: {help}"));
        }
    }
}
