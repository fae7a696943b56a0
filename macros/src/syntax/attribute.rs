//! The annotation: `METHOD "path", key, key(…), key = value, …`. Method and path are read in `head`, the keys in `key`.

use proc_macro2::{Ident, TokenStream, TokenTree};
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
    /// Whether the keys of a group have mistakes, which the group reports.
    pub(crate) group_is_mistaken: bool,
}

impl Attribute {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let (mut groups, mut pieces) = (Vec::new(), Vec::new());
        let mut reported = Errors::default();
        for piece in split_at_commas(tokens, false, errors) {
            match group_keys(&piece, &mut reported) {
                Some(keys) => groups.push(keys),
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
        Self { method, path, word, keys, group_is_mistaken: !reported.is_empty() }
    }
}

/// The keys in `group(…)`, which the `endpoints` attribute has put there, and has checked.
fn group_keys(piece: &TokenStream, reported: &mut Errors) -> Option<Keys> {
    let mut tokens = piece.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(group))) if word == "group" => {
            Some(Keys::group(group.stream(), reported))
        }
        _ => None,
    }
}
