//! The docs of what is generated, in Markdown.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Endpoint, Parameter, Place};
use crate::syntax::error_entry::{ErrorEntry, NestedSet};

/// What stands below the author's docs: method and path, scopes, and the table of errors. One string for each line.
pub(super) fn of_function(endpoint: &Endpoint) -> Vec<String> {
    let mut lines = Vec::new();
    if !endpoint.docs.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!(" `{} {}`", endpoint.method, endpoint.written_path));
    if !endpoint.scopes.is_empty() {
        lines.push(String::new());
        lines.push(format!(" Needs one of the scopes `{}`.", endpoint.scopes.join("`, `")));
    }
    if let (Some(name), false) = (&endpoint.error, endpoint.errors.is_empty()) {
        lines.extend(["", " | error | when |", " |---|---|"].map(str::to_owned));
        for entry in &endpoint.errors.entries {
            let (variant, when) = (&entry.variant, when(entry).replace('|', "\\|"));
            lines.push(format!(" | [`{variant}`]({name}::{variant}) | {when} |"));
        }
        for NestedSet { variant, ty, .. } in &endpoint.errors.sets {
            lines.push(format!(" | [`{variant}`]({name}::{variant}) | one of [`{0}`]({0}) |", path(ty)));
        }
    }
    if let Some(NestedSet { ty, .. }) = &endpoint.errors.whole {
        lines.extend([String::new(), format!(" Its errors are those of [`{0}`]({0}).", path(ty))]);
    }
    lines
}

pub(super) fn of_request(endpoint: &Endpoint) -> String {
    let Endpoint { method, written_path, .. } = endpoint;
    format!(" A request to {}: `{method} {written_path}`.", link(endpoint))
}

pub(super) fn of_error_enum(endpoint: &Endpoint) -> String {
    format!(" The declared errors of {}.", link(endpoint))
}

pub(super) fn of_error(entry: &ErrorEntry) -> String {
    format!(" {}", when(entry))
}

/// The author's, or what the parameter is in the request.
pub(super) fn of_setter(parameter: &Parameter) -> TokenStream {
    let Parameter { docs, wire_name, .. } = parameter;
    if !docs.is_empty() {
        return quote!(#(#docs)*);
    }
    let what = match parameter.place {
        Place::Path { .. } => format!("`{wire_name}` in the path"),
        Place::Query { .. } => format!("the query pair `{wire_name}`"),
        Place::QueryFields { .. } => "query pairs".to_owned(),
        Place::Header { .. } => format!("the header field `{wire_name}`"),
        Place::Cookie => format!("the cookie `{wire_name}`"),
        Place::Field { .. } => format!("the member `{wire_name}` of the body"),
        Place::Body => "the body".to_owned(),
    };
    let docs = format!(" Sets {what}, which is left out otherwise.");
    quote!(#[doc = #docs])
}

pub(super) fn of_error_set(set: &NestedSet) -> String {
    format!(" One of [`{0}`]({0}).", path(&set.ty))
}

/// A path as it is written, without the spaces between its tokens.
fn path(ty: &syn::Type) -> String {
    quote!(#ty).to_string().replace(' ', "")
}

fn when(entry: &ErrorEntry) -> String {
    let status = entry.status.describe();
    match &entry.code {
        Some(code) => format!("`{code}`: {status}"),
        None => status,
    }
}

/// A link to the function or method.
fn link(endpoint: &Endpoint) -> String {
    let name = &endpoint.name;
    match &endpoint.receiver {
        None => format!("[`{name}`]({}())", endpoint.function),
        Some(_) => format!("`{name}`"),
    }
}
