//! What a declaration means: every name resolved, every parameter with its place. Made by `check`, turned into Rust by
//! `expand`.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Generics, Type, Visibility};

use crate::syntax::error_entry::DeclaredErrors;
use crate::syntax::key::Encoding;
use crate::syntax::paginate::Kind;
use crate::syntax::parameter::ListStyle;
use crate::syntax::policies::Policies;

/// A declared endpoint.
pub(crate) struct Endpoint {
    /// Whether mistakes were found: then the names are as they should be, and nothing behind them is.
    pub(crate) stub: bool,
    /// Where the runtime lives.
    pub(crate) krate: syn::Path,
    /// Those of the function, its docs included.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) docs: String,
    pub(crate) deprecated: bool,
    pub(crate) visibility: Visibility,
    pub(crate) fn_token: syn::Token![fn],
    pub(crate) function: Ident,
    /// The function's name without `r#`.
    pub(crate) name: String,
    /// The name of the request type.
    pub(crate) request: Ident,
    /// The name of the enum of errors; none if no errors are declared, or those of a set as it is.
    pub(crate) error: Option<Ident>,
    pub(crate) generics: Generics,
    /// The type that has the client, for a method.
    pub(crate) receiver: Option<Type>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) method: String,
    /// The path as it is written.
    pub(crate) written_path: String,
    /// The part of the path before `?`, with its literals encoded.
    pub(crate) template: String,
    /// The parameters in the path, by index, in the order of the placeholders.
    pub(crate) path: Vec<usize>,
    pub(crate) query: Vec<QueryStep>,
    pub(crate) output: Option<Type>,
    pub(crate) returns: Vec<String>,
    pub(crate) errors: DeclaredErrors,
    /// Whether there is a key for errors, readable or not.
    pub(crate) declares_errors: bool,
    pub(crate) scopes: Vec<String>,
    pub(crate) auth: Auth,
    pub(crate) base: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) encoding: Encoding,
    /// Constant members of the body: names, and literals as their values.
    pub(crate) fields: Vec<(String, TokenStream)>,
    pub(crate) media: Option<String>,
    pub(crate) policies: Policies,
    pub(crate) idempotent: bool,
    /// The header field of a key that is made for each call.
    pub(crate) idempotency_key: Option<String>,
    pub(crate) pages: Option<Pages>,
    pub(crate) words: Words,
}

/// The words of an annotation as they are written, right or wrong, for editors.
pub(crate) struct Words {
    pub(crate) method: Option<Ident>,
    pub(crate) keys: Vec<Ident>,
    pub(crate) attributes: Vec<Ident>,
    /// The parameters with a placeholder, each with the span of the path string.
    pub(crate) placeholders: Vec<Ident>,
}

/// How the pages of a list follow each other.
pub(crate) struct Pages {
    pub(crate) kind: Kind,
    /// The parameter that takes the next page, by its name in the signature.
    pub(crate) parameter: Option<String>,
    pub(crate) size: Option<String>,
    pub(crate) first: u64,
    pub(crate) header: Option<String>,
}

/// A parameter and its place.
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) wire_name: String,
    pub(crate) place: Place,
    /// What the caller gives: the type as written, without the `Option` that makes it a setter.
    pub(crate) argument: Type,
    /// What the request keeps: as `argument`, but `T` for `impl Into<T>`.
    pub(crate) kept: Type,
    /// Whether its type is known; otherwise callers give anything, and nothing of it is kept.
    pub(crate) is_known: bool,
    /// Whether `kept` is made of `argument` by `Into`.
    pub(crate) converted: bool,
    /// Whether it is set by a method, and may be left out.
    pub(crate) optional: bool,
    /// Whether its value is a secret.
    pub(crate) sensitive: bool,
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) docs: Vec<Attribute>,
}

/// Where a parameter goes.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Path { allow_empty: bool, comma: bool },
    Query { style: Option<ListStyle> },
    QueryFields { style: Option<ListStyle> },
    Header { comma: bool },
    Cookie,
    Field { style: Option<ListStyle> },
    Body,
}

/// What is written into the query, in this order.
pub(crate) enum QueryStep {
    /// A parameter, by index.
    Parameter(usize),
    /// Constant pairs, encoded.
    Constant(String),
}

/// Which credentials are sent.
pub(crate) enum Auth {
    Default,
    None,
    Named(String),
}
