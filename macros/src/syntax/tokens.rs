//! Cutting token streams at their commas, so that a mistake in one piece leaves the others readable.

use proc_macro2::{TokenStream, TokenTree};
use syn::Type;

/// The pieces between commas. Commas within `<…>` do not count where `generics` says so. A comma at the end is allowed.
pub(crate) fn split_at_commas(tokens: TokenStream, generics: bool) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut depth = 0_usize;
    let mut previous = ' ';
    for token in tokens {
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
        if mark == ',' && depth == 0 {
            pieces.push(std::mem::take(&mut piece).into_iter().collect());
        } else {
            piece.push(token);
        }
    }
    if !piece.is_empty() {
        pieces.push(piece.into_iter().collect());
    }
    pieces
}

/// A type without the invisible group that a fragment of `macro_rules!` (`$ty`) puts around it.
pub(crate) fn ungrouped(mut ty: Type) -> Type {
    while let Type::Group(group) = ty {
        ty = *group.elem;
    }
    ty
}
