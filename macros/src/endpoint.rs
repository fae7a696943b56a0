//! The pipeline on one screen: read, check, expand. A pure function of tokens, so that it is tested without a compiler.

use proc_macro2::{Span, TokenStream};

use crate::errors::Errors;
use crate::expand;
use crate::syntax::attribute::Attribute;
use crate::syntax::item::{self, Kind};
use crate::syntax::signature::{Receiver, Signature};
use crate::{check, model};

/// What `#[endpoint(attribute)]` makes of `item`.
pub(crate) fn endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut expansion = expansion(attribute, item, &mut errors);
    expansion.extend(errors.into_tokens());
    expansion
}

/// The same for what another attribute was written on, which has said what is wrong.
pub(crate) fn meant(attribute: TokenStream, item: TokenStream) -> TokenStream {
    expansion(attribute, item, &mut Errors::default())
}

fn expansion(attribute: TokenStream, item: TokenStream, errors: &mut Errors) -> TokenStream {
    let attribute = Attribute::parse(attribute, errors);
    let mut unsaid = Errors::default();
    if attribute.in_impl {
        *errors = Errors::default();
    }
    let errors = if attribute.in_impl { &mut unsaid } else { errors };
    if Kind::of(&item) == Kind::Module {
        // Keys for a whole module: that they have no method is no mistake of its own.
        *errors = Errors::default();
    }
    let Some(mut signature) = Signature::parse(item.clone(), errors) else {
        // Whatever it is, others may name it.
        return item::kept(item);
    };
    let is_said = |word: &str| attribute.taken.iter().any(|name| name == word);
    if is_said("half") {
        signature.is_half_written(!is_said("cut"));
    }
    if is_said("fn") {
        let message = format!("the name `{}` is taken in this module", signature.ident);
        errors.at(&signature.ident, format!("{message}\nhelp: write another name for this one"));
        return TokenStream::new();
    }
    let in_impl = attribute.in_impl || is_in_impl(&signature);
    let receiver = signature.written_receiver.clone();
    let group_is_mistaken = attribute.group_is_mistaken;
    // Of what could not be read the compiler has spoken.
    let is_incomplete = signature.incomplete;
    let endpoint = if group_is_mistaken {
        // What does not fit together may do so once the group is right.
        check::resolve(attribute, signature, &mut Errors::default())
    } else {
        check::resolve(attribute, signature, errors)
    };
    if errors.is_empty() && !group_is_mistaken && !is_incomplete {
        return expand::endpoint(&endpoint);
    }
    // The same names with nothing behind them, so that code that uses them has no second error.
    let endpoint = model::Endpoint { stub: true, ..endpoint };
    if in_impl { expand::method_in_impl(&endpoint, receiver) } else { expand::endpoint(&endpoint) }
}

/// Whether this was written as a method in an `impl` or a trait, which is a mistake, and where no type can be declared.
/// Nobody tells a macro where it stands: whatever has `&self` and is indented is taken for that.
fn is_in_impl(signature: &Signature) -> bool {
    matches!(signature.receiver, Receiver::Untyped) && Span::call_site().start().column > 0
}
