//! Collects mistakes, so that all of them are reported at once, each in its place, and in the order of the source.

use std::fmt::Display;

use proc_macro2::{LineColumn, TokenStream};
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Reports a mistake at `tokens`, which must not be empty: an empty span is that of the whole attribute.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.0.push(syn::Error::new_spanned(tokens, message));
    }

    /// Reports a mistake that a parser found.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.extend(error);
    }

    /// Takes over what was collected apart.
    pub(crate) fn join(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One `compile_error!` for each mistake. The compiler reports them in the order in which they stand here.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        self.0.sort_by_key(place);
        self.0.iter().map(syn::Error::to_compile_error).collect()
    }
}

fn place(error: &syn::Error) -> LineColumn {
    error.span().start()
}
