//! The pipeline on one screen: read, check, expand. A pure function of tokens, so that it is tested without a compiler.

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::expand;
use crate::syntax::attribute::Attribute;
use crate::syntax::signature::Signature;
use crate::{check, model};

/// What `#[endpoint(attribute)]` makes of `item`.
pub(crate) fn endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let attribute = Attribute::parse(attribute, &mut errors);
    let Some(signature) = Signature::parse(item.clone(), &mut errors) else {
        // Whatever it is, others may name it.
        let mistakes = errors.into_tokens();
        return quote::quote!(#item #mistakes);
    };
    let endpoint = check::resolve(attribute, signature, &mut errors);
    if errors.is_empty() {
        return expand::endpoint(&endpoint);
    }
    // The same names with nothing behind them, so that code that uses them has no second error.
    let mut expansion = expand::endpoint(&model::Endpoint { stub: true, ..endpoint });
    expansion.extend(errors.into_tokens());
    expansion
}
