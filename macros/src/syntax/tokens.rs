//! Cutting token streams at their commas, so that a mistake in one piece leaves the others readable.

use proc_macro2::{Delimiter, Punct, TokenStream, TokenTree};
use syn::Type;

use crate::errors::Errors;

/// The pieces between commas. Commas within `<…>` do not count where `generics` says so. A comma at the end is allowed.
/// A semicolon, and a comma with nothing before it, are reported: the first of them, since the others are the same habit.
pub(crate) fn split_at_commas(tokens: TokenStream, generics: bool, errors: &mut Errors) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut depth = 0_usize;
    let mut previous = ' ';
    let mut reported = false;
    for token in tokens.into_iter().map(alone) {
        let mark = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match mark {
            '<' if generics => depth += 1,
            // Not the end of an arrow.
            '>' if generics && previous != '=' && previous != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        previous = mark;
        match &token {
            TokenTree::Punct(separator) if matches!(mark, ',' | ';') && depth == 0 => {
                if !reported {
                    reported = refuse_separator(separator, piece.is_empty(), errors);
                }
                if !piece.is_empty() {
                    pieces.push(std::mem::take(&mut piece).into_iter().collect());
                }
            }
            _ => piece.push(token),
        }
    }
    if !piece.is_empty() {
        pieces.push(piece.into_iter().collect());
    }
    pieces
}

/// The sole token of the invisible group that a fragment of `macro_rules!` (`$path`) has around it.
fn alone(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &token else { return token };
    let mut inside = group.stream().into_iter();
    match (group.delimiter(), inside.next(), inside.next()) {
        (Delimiter::None, Some(only), None) => alone(only),
        _ => token,
    }
}

/// Whether there is something wrong with what stands behind a piece; says so.
fn refuse_separator(separator: &Punct, nothing_before: bool, errors: &mut Errors) -> bool {
    let message = match separator.as_char() {
        ';' => "commas stand between these, not semicolons\nhelp: write `,`",
        _ if nothing_before => "nothing stands before this comma\nhelp: remove it",
        _ => return false,
    };
    errors.at(separator, message);
    true
}

/// Tokens as they are usually written: with spaces between words alone.
pub(crate) fn shown(tokens: impl IntoIterator<Item = TokenTree>) -> String {
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens {
        let is_word = !matches!(token, TokenTree::Punct(_) | TokenTree::Group(_));
        if is_word && after_word {
            text.push(' ');
        }
        text.push_str(&token.to_string());
        after_word = is_word;
    }
    text
}

/// A type without the invisible group that a fragment of `macro_rules!` (`$ty`) puts around it.
pub(crate) fn ungrouped(mut ty: Type) -> Type {
    while let Type::Group(group) = ty {
        ty = *group.elem;
    }
    ty
}
