//! The styles of names: of types, of header fields, and those that `rename_all` offers.

use crate::similar::similar;

/// The words of `rename_all`, as serde has them.
pub(crate) const STYLES: [&str; 8] = [
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

/// A style of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Style {
    /// The style of this word.
    ///
    /// # Errors
    /// If there is none: what to say about it.
    pub(crate) fn parse(word: &str) -> Result<Self, String> {
        Ok(match word {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => {
                let help = match similar(word, STYLES) {
                    Some(near) => format!("there is a style with a similar name: `{near}`"),
                    None => format!("the styles are `{}`", STYLES.join("`, `")),
                };
                return Err(format!("unknown style `{word}`\nhelp: {help}"));
            }
        })
    }

    /// A name in snake case, in this style.
    pub(crate) fn apply(self, name: &str) -> String {
        match self {
            // As in serde: the underscores stay.
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_uppercase(),
            Self::Pascal => upper_camel(name),
            Self::Camel => {
                let pascal = upper_camel(name);
                let mut chars = pascal.chars();
                chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
            }
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_uppercase().replace('_', "-"),
        }
    }
}

/// `create_invite`, `create-invite`, and `create.invite` as `CreateInvite`; what cannot stand in an identifier goes.
pub(crate) fn upper_camel(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric());
    words.map(capitalized).collect()
}

/// `if_match` as `If-Match`.
pub(crate) fn header_name(name: &str) -> String {
    let words: Vec<String> = name.split('_').filter(|word| !word.is_empty()).map(capitalized).collect();
    words.join("-")
}

/// `OrganizationNotFound` as `organization_not_found`.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, character) in name.char_indices() {
        if index > 0 && character.is_uppercase() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_serdes() {
        let styled = STYLES.map(|style| Style::parse(style).unwrap().apply("very_tasty"));
        assert_eq!(
            styled,
            [
                "very_tasty",
                "VERY_TASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY"
            ]
        );
    }

    #[test]
    fn other_names() {
        assert_eq!(upper_camel("dotted.or-odd code"), "DottedOrOddCode");
        assert_eq!(header_name("if_none_match"), "If-None-Match");
        assert_eq!(snake("SubDomain"), "sub_domain");
    }
}
