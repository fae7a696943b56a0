//! The pipeline on one screen: read, check, expand. A pure function of tokens, so that it is tested without a compiler.

use proc_macro2::{Span, TokenStream};

use crate::errors::Errors;
use crate::expand;
use crate::syntax::attribute::Attribute;
use crate::syntax::item;
use crate::syntax::signature::{Receiver, Signature};
use crate::{check, model};

/// What `#[endpoint(attribute)]` makes of `item`.
pub(crate) fn endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let attribute = Attribute::parse(attribute, &mut errors);
    if item::is_module(&item) {
        // Keys for a whole module: that they have no method is no mistake of its own.
        errors = Errors::default();
    }
    let Some(signature) = Signature::parse(item.clone(), &mut errors) else {
        // Whatever it is, others may name it.
        let (item, mistakes) = (item::kept(item), errors.into_tokens());
        return quote::quote!(#item #mistakes);
    };
    let in_impl = receiver_in_impl(&signature);
    let group_is_mistaken = attribute.group_is_mistaken;
    // Of what could not be read the compiler has spoken.
    let is_incomplete = signature.incomplete;
    let endpoint = if group_is_mistaken {
        // What does not fit together may do so once the group is right.
        check::resolve(attribute, signature, &mut Errors::default())
    } else {
        check::resolve(attribute, signature, &mut errors)
    };
    if errors.is_empty() && !group_is_mistaken && !is_incomplete {
        return expand::endpoint(&endpoint);
    }
    // The same names with nothing behind them, so that code that uses them has no second error.
    let endpoint = model::Endpoint { stub: true, ..endpoint };
    let mut expansion = match in_impl {
        Some(receiver) => expand::method_in_impl(&endpoint, &receiver),
        None => expand::endpoint(&endpoint),
    };
    expansion.extend(errors.into_tokens());
    expansion
}

/// The receiver of what was written as a method in an `impl` or a trait, which is a mistake, and where no type can be
/// declared. Nobody tells a macro where it stands: whatever has `&self` and is indented is taken for that.
fn receiver_in_impl(signature: &Signature) -> Option<syn::Receiver> {
    match &signature.receiver {
        Receiver::Untyped(receiver) if Span::call_site().start().column > 0 => Some((**receiver).clone()),
        _ => None,
    }
}
