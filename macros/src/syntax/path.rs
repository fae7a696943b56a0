//! The path string: literals, `<name>`, and `<name..>`; the query behind `?` is read in `path_query`. Literals are
//! percent-encoded here, once and for all.

use std::fmt::Write as _;

use super::path_meant::{no_path_of_ours, placeholder_meant};
use super::percent::{decode_unreserved, encode, is_pchar_or_slash};

/// A path string, read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct PathTemplate {
    /// The part before `?`, with its literals encoded: what the runtime takes.
    pub(crate) template: String,
    pub(crate) placeholders: Vec<Placeholder>,
    pub(crate) query: Vec<QueryPart>,
}

/// `<name>` or `<name..>`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placeholder {
    pub(crate) name: String,
    pub(crate) rest: bool,
}

/// What stands between two `&`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum QueryPart {
    /// `<page>` or `per-page=<per_page>`
    Parameter { name: String, key: Option<String> },
    /// `<filter..>`
    Fields { name: String },
    /// `sort=asc`, encoded
    Constant(String),
}

impl PathTemplate {
    /// The names of all placeholders.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let in_query = self.query.iter().filter_map(|part| match part {
            QueryPart::Parameter { name, .. } | QueryPart::Fields { name } => Some(name.as_str()),
            QueryPart::Constant(_) => None,
        });
        self.placeholders.iter().map(|placeholder| placeholder.name.as_str()).chain(in_query)
    }
}

/// Reads a path string.
///
/// # Errors
/// What is wrong with it, one message for each mistake.
pub(crate) fn parse(text: &str) -> Result<PathTemplate, Vec<String>> {
    let mut reader = Reader::default();
    if let Some((what, help)) = no_path_of_ours(text) {
        reader.mistake(what, help);
        return Err(reader.mistakes);
    }
    let (path, query) = match question_mark(text) {
        Some(place) => (&text[..place], Some(&text[place + 1..])),
        None => (text, None),
    };
    reader.path(path);
    if let Some(query) = query {
        reader.query(query);
    }
    if reader.mistakes.is_empty() { Ok(reader.read) } else { Err(reader.mistakes) }
}

/// Where the query begins: at the first `?` that is in no `<…>`.
fn question_mark(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let place = from + text[from..].find('?')?;
        let open = text[..place].rfind('<');
        let is_inside = open.is_some_and(|open| {
            !text[open..place].contains('>')
                && text[place..]
                    .find('>')
                    .is_some_and(|close| !text[place..place + close].contains(['<', '/', '&']))
        });
        if !is_inside {
            return Some(place);
        }
        from = place + 1;
    }
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) read: PathTemplate,
    pub(super) mistakes: Vec<String>,
}

/// A literal piece or the inside of a `<…>`.
pub(super) enum Piece<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

impl Reader {
    pub(super) fn mistake(&mut self, what: String, help: String) {
        self.mistakes.push(format!("{what}\nhelp: {help}"));
    }

    /// Cuts text at its placeholders.
    pub(super) fn pieces<'a>(&mut self, mut text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        while let Some(open) = text.find('<') {
            if open > 0 {
                pieces.push(Piece::Literal(&text[..open]));
            }
            let after = &text[open + 1..];
            let Some(close) = after.find('>') else {
                let name: String = after.chars().take_while(|character| is_word(*character)).collect();
                let name = if name.is_empty() { "name".to_owned() } else { name };
                self.mistake(
                    format!("the placeholder `<{after}` is not closed"),
                    format!("write `<{name}>`"),
                );
                return pieces;
            };
            // `<us<user>>` is one mistake.
            let nested = after[..close].contains('<') && after[close + 1..].starts_with('>');
            pieces.push(Piece::Placeholder(&after[..close]));
            text = &after[close + 1 + usize::from(nested)..];
        }
        if !text.is_empty() {
            pieces.push(Piece::Literal(text));
        }
        pieces
    }

    fn path(&mut self, path: &str) {
        for segment in path.split('/').skip(1) {
            let decoded = decode_unreserved(segment);
            if decoded == "." || decoded == ".." {
                self.mistake(
                    format!("the path has a segment `{segment}`, which URL parsers remove"),
                    "write the path that is meant".into(),
                );
            }
        }
        if path.len() > 1 && path[1..].split('/').rev().skip(1).any(str::is_empty) {
            self.mistake("the path has an empty segment: `//`".into(), "write one `/`".into());
        }
        let mut previous_is_placeholder = false;
        let mut template = String::new();
        for piece in self.pieces(path) {
            match piece {
                Piece::Literal(literal) => {
                    self.literal(literal);
                    encode(&mut template, &decode_unreserved(literal), is_pchar_or_slash);
                    previous_is_placeholder = false;
                }
                Piece::Placeholder(inside) => {
                    let Some(placeholder) = self.placeholder(inside) else { continue };
                    if previous_is_placeholder {
                        self.mistake(
                            format!("nothing separates `<{inside}>` from the placeholder before it"),
                            "write a `/` or another character between them".into(),
                        );
                    }
                    let _ = write!(
                        template,
                        "<{}{}>",
                        placeholder.name,
                        if placeholder.rest { ".." } else { "" }
                    );
                    self.read.placeholders.push(placeholder);
                    previous_is_placeholder = true;
                }
            }
        }
        if self.read.placeholders.iter().filter(|placeholder| placeholder.rest).count() > 1 {
            self.mistake(
                "two placeholders of a path take several segments each".into(),
                "write `<name>` for one of them, which takes one segment".into(),
            );
        }
        self.read.template = template;
    }

    pub(super) fn literal(&mut self, literal: &str) {
        if let Some(closing) = literal.chars().find(|character| matches!(character, '>' | '}')) {
            let what = format!("the `{closing}` in `{literal}` closes no placeholder");
            let escape = if closing == '>' { "%3E" } else { "%7D" };
            self.mistake(what, format!("write `<name>`, or `{escape}` for a `{closing}` that is sent"));
            return;
        }
        let mut rest = literal;
        while let Some(percent) = rest.find('%') {
            rest = &rest[percent + 1..];
            if !rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                self.mistake(
                    format!("the `%` in `{literal}` does not begin an escape such as `%20`"),
                    "write `%25` for a percent sign".into(),
                );
                return;
            }
        }
    }

    pub(super) fn placeholder(&mut self, inside: &str) -> Option<Placeholder> {
        let (name, rest) = inside.strip_suffix("..").map_or((inside, false), |name| (name, true));
        let is_name = name.chars().all(is_word) && !name.starts_with(|first: char| first.is_ascii_digit());
        if name.is_empty() || name == "_" {
            self.mistake(
                format!("the placeholder `<{inside}>` names no parameter"),
                "write `<name>` with the name of a parameter".into(),
            );
            return None;
        }
        if !is_name {
            let what = format!("the placeholder `<{inside}>` is not the name of a parameter");
            self.mistake(what, placeholder_meant(inside));
            return None;
        }
        Some(Placeholder { name: name.to_owned(), rest })
    }
}

pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::super::percent::decode;
    use super::*;

    fn template(text: &str) -> String {
        parse(text).unwrap().template
    }

    #[test]
    fn literals_are_encoded_where_needed() {
        assert_eq!(template("/organizations"), "/organizations");
        assert_eq!(template("/a b/é/|"), "/a%20b/%C3%A9/%7C");
        assert_eq!(template("/a%20b/%7Euser/%2F"), "/a%20b/~user/%2F");
        assert_eq!(template("/Calls(<sid>)/x;y=1"), "/Calls(<sid>)/x;y=1");
        assert_eq!(template("/"), "/");
        assert_eq!(template("/trailing/"), "/trailing/");
    }

    #[test]
    fn placeholders() {
        let read = parse("/<owner>/<repo>.git/contents/<path..>").unwrap();
        assert_eq!(read.template, "/<owner>/<repo>.git/contents/<path..>");
        let names: Vec<_> = read.placeholders.iter().map(|known| (known.name.as_str(), known.rest)).collect();
        assert_eq!(names, [("owner", false), ("repo", false), ("path", true)]);
        assert_eq!(template("/compare/<base>...<head>"), "/compare/<base>...<head>");
        assert_eq!(template("/jobs/<id>:cancel"), "/jobs/<id>:cancel");
        assert_eq!(template("/images/<name..>/json"), "/images/<name..>/json");
    }

    #[test]
    fn queries() {
        let read = parse("/list?<page>&per-page=<per_page>&sort=a b&flag&<filter..>").unwrap();
        assert_eq!(
            read.query,
            [
                QueryPart::Parameter { name: "page".into(), key: None },
                QueryPart::Parameter { name: "per_page".into(), key: Some("per-page".into()) },
                QueryPart::Constant("sort=a%20b".into()),
                QueryPart::Constant("flag".into()),
                QueryPart::Fields { name: "filter".into() },
            ]
        );
    }

    #[test]
    fn only_two_hexadecimal_digits_are_an_escape() {
        assert_eq!(decode("a%5Bb%5d"), "a[b]");
        for text in ["%+f", "%f", "%", "%%41", "%é"] {
            assert_eq!(decode(text), text.replace("%41", "A"));
        }
    }

    #[test]
    fn mistakes_are_named() {
        let mistakes = [
            ("users", "does not begin with `/`"),
            ("https://h.example/users", "write `/users`"),
            ("/users#all", "no fragment"),
            ("/users/<id", "`<id` is not closed"),
            ("/users/<>", "names no parameter"),
            ("/users/<..>", "names no parameter"),
            ("/users/<user-id>", "write `<user_id>`"),
            ("/users/<a<b>", "is not the name of a parameter"),
            ("/users/{id}", "write `/users/<id>`"),
            ("/users/{id", "write `/users/<id>`"),
            ("/é{", "write `/é<name>`"),
            ("/${a}/{*b}", "write `/<a>/<b..>`"),
            ("/:a/*b", "write `/<a>/<b..>`"),
            ("/a>", "closes no placeholder"),
            ("/<a?>", "write `<a>`"),
            ("/<a: u64>", "write `<a>`"),
            ("/<*a>", "write `<a..>`"),
            ("/a\\b", "backslashes"),
            ("/a\n", "control character"),
            ("/a ", "space at its beginning or end"),
            ("/a?=b", "has no name"),
            ("/a?x=1&x=1", "written twice"),
            ("/a?<x>=1", "is written out"),
            ("/a?x=<y..>", "names of their own"),
            ("/a?x=1?<y>", "write `x=1&<y>`"),
            ("/a//b", "empty segment"),
            ("/a/../b", "segment `..`"),
            ("/a/%2E%2e/b", "segment `%2E%2e`"),
            ("/a/./b", "segment `.`"),
            ("/50%", "does not begin an escape"),
            ("/<a><b>", "nothing separates `<b>`"),
            ("/<a..>/b/<c..>", "take several segments each"),
            ("/a?", "nothing stands behind `?`"),
            ("/a?x=1&&y=2", "empty pair"),
            ("/a?x=<b>c", "whole value of a pair"),
            ("/a?x=c<b>", "whole value of a pair"),
            ("/a?<b", "is not closed"),
        ];
        for (text, said) in mistakes {
            let mistakes = parse(text).expect_err(text);
            assert!(mistakes.len() == 1 && mistakes[0].contains(said), "{text}: {mistakes:?}");
        }
    }
}
