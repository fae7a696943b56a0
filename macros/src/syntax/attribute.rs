//! The annotation: `METHOD "path", key, key(…), key = value, …`. Method and path are read in `head`, the keys in `key`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::LitStr;

use super::head::{Head, Method};
use super::key::Keys;
use super::tokens::split_at_commas;
use crate::errors::Errors;

/// An annotation as it is written. What could not be read is missing.
pub(crate) struct Attribute {
    pub(crate) method: Option<Method>,
    pub(crate) path: Option<LitStr>,
    /// What stands in the place of the method.
    pub(crate) word: Option<Ident>,
    pub(crate) keys: Keys,
    /// Whether the group has mistakes, which it reports itself.
    pub(crate) group_is_mistaken: bool,
    /// Whether the group is an `impl` or a trait, which is such a mistake.
    pub(crate) in_impl: bool,
}

impl Attribute {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let (mut groups, mut pieces) = (Vec::new(), Vec::new());
        let mut reported = Errors::default();
        let mut in_impl = false;
        for piece in split_at_commas(tokens, false, errors) {
            match of_group(&piece, &mut reported) {
                Some(OfGroup::Keys(keys)) => groups.push(*keys),
                Some(OfGroup::Impl) => in_impl = true,
                None => pieces.push(piece),
            }
        }
        let Head { method, path, word } = Head::read(&mut pieces, errors);
        let mut keys = Keys::default();
        for piece in pieces {
            keys.piece(piece, |_| true, errors);
        }
        keys.contradictions(errors);
        // The innermost group was put there last.
        let keys = groups.into_iter().rev().fold(keys, Keys::inherit);
        let group_is_mistaken = in_impl || !reported.is_empty();
        Self { method, path, word, keys, group_is_mistaken, in_impl }
    }
}

/// What the `endpoints` attribute has put into an annotation.
enum OfGroup {
    /// `group(auth(none))`: its keys, which it has checked.
    Keys(Box<Keys>),
    /// `group[impl]`: that it stands on no module, but on an `impl` or a trait.
    Impl,
}

fn of_group(piece: &TokenStream, reported: &mut Errors) -> Option<OfGroup> {
    let mut tokens = piece.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(group))) if word == "group" => {
            Some(match group.delimiter() {
                Delimiter::Bracket => OfGroup::Impl,
                _ => OfGroup::Keys(Box::new(Keys::group(group.stream(), reported))),
            })
        }
        _ => None,
    }
}
