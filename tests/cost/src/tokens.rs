//! How many tokens expansions have: those of `macros/expansions/`.

use std::collections::BTreeMap;
use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::project::{Outcome, Project};

/// The tokens of each expansion, by its name.
pub(crate) fn of_expansions(project: &Project) -> Outcome<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for entry in fs::read_dir(project.path("macros/expansions"))? {
        let path = entry?.path();
        let tokens: TokenStream =
            fs::read_to_string(&path)?.parse().map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        counts.insert(name.into_owned(), count(tokens));
    }
    Ok(counts)
}

/// Leaves and visible delimiters. A doc comment is the attribute that the compiler makes of it.
fn count(tokens: TokenStream) -> u64 {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let delimiters = if group.delimiter() == Delimiter::None { 0 } else { 2 };
                delimiters + count(group.stream())
            }
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_and_delimiters_count() {
        let count = |text: &str| count(text.parse::<TokenStream>().expect("tokens"));
        assert_eq!(count("fn f(a: u8) {}"), 9);
        assert_eq!(count("// not a token\n'a'"), 1);
        // `#`, two brackets, `doc`, `=`, the text.
        assert_eq!(count("/// Documented."), 6);
    }
}
