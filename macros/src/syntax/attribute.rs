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
    /// The names that are taken in its module, as the group has seen; `fn` stands for that of the function. Two words are
    /// no names: of `half` a signature could be read, with its return type `cut` off.
    pub(crate) taken: Vec<String>,
}

impl Attribute {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let (mut groups, mut pieces) = (Vec::new(), Vec::new());
        let mut reported = Errors::default();
        let mut taken = Vec::new();
        for piece in split_at_commas(tokens, false, errors) {
            match of_group(&piece, &mut reported) {
                Some(OfGroup::Keys(keys)) => groups.push(*keys),
                Some(OfGroup::Names(names)) => taken.extend(names),
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
        let in_impl = taken.iter().any(|name| name == "impl");
        let group_is_mistaken = in_impl || !reported.is_empty();
        Self { method, path, word, keys, group_is_mistaken, in_impl, taken }
    }
}

/// What the `endpoints` attribute has put into an annotation.
enum OfGroup {
    /// `group(auth(none))`: its keys, which it has checked.
    Keys(Box<Keys>),
    /// `group[GetUser]`: names that are taken; `group[impl]`: that it stands on no module, but on an `impl` or a trait.
    Names(Vec<String>),
}

fn of_group(piece: &TokenStream, reported: &mut Errors) -> Option<OfGroup> {
    let mut tokens = piece.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(group))) if word == "group" => {
            Some(match group.delimiter() {
                Delimiter::Bracket => {
                    OfGroup::Names(group.stream().into_iter().map(|token| token.to_string()).collect())
                }
                _ => OfGroup::Keys(Box::new(Keys::group(group.stream(), reported))),
            })
        }
        _ => None,
    }
}
