//! The path string: literals, `<name>`, `<name..>`, and the query behind `?`. Literals are percent-encoded here, once
//! and for all.

use std::fmt::Write as _;

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

/// Reads a path string.
///
/// # Errors
/// What is wrong with it, one message for each mistake.
pub(crate) fn parse(text: &str) -> Result<PathTemplate, Vec<String>> {
    let mut reader = Reader::default();
    if !text.starts_with('/') {
        let rest = text
            .split_once("://")
            .map_or(text, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        reader.mistake(format!("the path `{text}` does not begin with `/`"), format!("write `/{rest}`"));
        return Err(reader.mistakes);
    }
    if let Some(fragment) = text.find('#') {
        reader.mistake(
            format!("a path has no fragment: `{}`", &text[fragment..]),
            "remove it, or write `%23` for a `#` that is sent".into(),
        );
        return Err(reader.mistakes);
    }
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    reader.path(path);
    if let Some(query) = query {
        reader.query(query);
    }
    if reader.mistakes.is_empty() { Ok(reader.read) } else { Err(reader.mistakes) }
}

#[derive(Default)]
struct Reader {
    read: PathTemplate,
    mistakes: Vec<String>,
}

/// A literal piece or the inside of a `<…>`.
enum Piece<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

impl Reader {
    fn mistake(&mut self, what: String, help: String) {
        self.mistakes.push(format!("{what}\nhelp: {help}"));
    }

    /// Cuts text at its placeholders.
    fn pieces<'a>(&mut self, mut text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        while let Some(open) = text.find('<') {
            if open > 0 {
                pieces.push(Piece::Literal(&text[..open]));
            }
            let after = &text[open + 1..];
            let Some(close) = after.find('>') else {
                let name: String = after.chars().take_while(|character| is_word(*character)).collect();
                self.mistake(
                    format!("the placeholder `<{after}` is not closed"),
                    format!("write `<{name}>`"),
                );
                return pieces;
            };
            pieces.push(Piece::Placeholder(&after[..close]));
            text = &after[close + 1..];
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

    fn literal(&mut self, literal: &str) {
        if let Some(brace) = literal.find('{') {
            let name: String =
                literal[brace + 1..].chars().take_while(|character| is_word(*character)).collect();
            let end = literal[brace..].find('}').map_or(literal.len(), |end| brace + end + 1);
            self.mistake(
                format!("placeholders are not written `{}`", &literal[brace..end]),
                format!("write `<{name}>`, or `%7B` for a brace that is sent"),
            );
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

    fn placeholder(&mut self, inside: &str) -> Option<Placeholder> {
        let (name, rest) = inside.strip_suffix("..").map_or((inside, false), |name| (name, true));
        let is_name = name.chars().all(is_word) && !name.starts_with(|first: char| first.is_ascii_digit());
        if name.is_empty() {
            self.mistake(
                format!("the placeholder `<{inside}>` names no parameter"),
                "write `<name>` with the name of a parameter".into(),
            );
            return None;
        }
        if !is_name {
            let cleaned: String =
                name.chars().map(|character| if is_word(character) { character } else { '_' }).collect();
            self.mistake(
                format!("the placeholder `<{inside}>` is not the name of a parameter"),
                format!("write `<{}>`", cleaned.trim_matches('_')),
            );
            return None;
        }
        Some(Placeholder { name: name.to_owned(), rest })
    }

    fn query(&mut self, query: &str) {
        for part in query.split('&') {
            match part.split_once('=') {
                _ if part.is_empty() => {
                    self.mistake(
                        "the query has an empty pair".into(),
                        "write pairs with one `&` between them".into(),
                    );
                }
                Some((key, value)) if value.starts_with('<') => {
                    if let Some(Placeholder { name, rest: false }) = self.query_placeholder(value) {
                        self.read.query.push(QueryPart::Parameter { name, key: Some(decode(key)) });
                    }
                }
                None if part.starts_with('<') => match self.query_placeholder(part) {
                    Some(Placeholder { name, rest: true }) => {
                        self.read.query.push(QueryPart::Fields { name })
                    }
                    Some(Placeholder { name, rest: false }) => {
                        self.read.query.push(QueryPart::Parameter { name, key: None });
                    }
                    None => {}
                },
                _ if part.contains('<') => {
                    self.mistake(
                        format!("a placeholder is the whole value of a pair, not a part of it: `{part}`"),
                        "write `key=<name>`".into(),
                    );
                }
                pair => {
                    self.literal(part);
                    let mut constant = String::new();
                    let (key, value) = pair.map_or((part, None), |(key, value)| (key, Some(value)));
                    encode(&mut constant, key, is_query);
                    if let Some(value) = value {
                        constant.push('=');
                        encode(&mut constant, value, is_query);
                    }
                    self.read.query.push(QueryPart::Constant(constant));
                }
            }
        }
    }

    fn query_placeholder(&mut self, text: &str) -> Option<Placeholder> {
        let mistakes = self.mistakes.len();
        let pieces = self.pieces(text);
        match pieces.as_slice() {
            [Piece::Placeholder(inside)] => self.placeholder(inside),
            _ if self.mistakes.len() > mistakes => None,
            _ => {
                self.mistake(
                    format!("a placeholder is the whole value of a pair, not a part of it: `{text}`"),
                    "write `key=<name>`".into(),
                );
                None
            }
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// `pchar` of RFC 3986, section 3.3, the slash, and escapes that are there already.
fn is_pchar_or_slash(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@/%".contains(&byte)
}

/// What RFC 3986, section 3.4, allows in a query, and escapes that are there already.
fn is_query(byte: u8) -> bool {
    is_unreserved(byte) || b"!$'()*+,;:@/?%=".contains(&byte)
}

fn encode(out: &mut String, text: &str, allowed: fn(u8) -> bool) {
    for byte in text.bytes() {
        if allowed(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Undoes the escapes of unreserved characters, which mean the same without them (RFC 3986, section 6.2.2.2).
fn decode_unreserved(text: &str) -> String {
    decode_where(text, is_unreserved)
}

/// Undoes all escapes of ASCII characters.
fn decode(text: &str) -> String {
    decode_where(text, |byte| byte.is_ascii())
}

fn decode_where(text: &str, wanted: fn(u8) -> bool) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(percent) = rest.find('%') {
        decoded.push_str(&rest[..percent]);
        // `from_str_radix` would take a sign for a digit.
        let digits = rest
            .get(percent + 1..percent + 3)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let escape = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escape.filter(|byte| wanted(*byte)) {
            Some(byte) => {
                decoded.push(char::from(byte));
                rest = &rest[percent + 3..];
            }
            None => {
                decoded.push('%');
                rest = &rest[percent + 1..];
            }
        }
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
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
            ("/users/{id}", "write `<id>`"),
            ("/a//b", "empty segment"),
            ("/a/../b", "segment `..`"),
            ("/a/%2E%2e/b", "segment `%2E%2e`"),
            ("/a/./b", "segment `.`"),
            ("/50%", "does not begin an escape"),
            ("/<a><b>", "nothing separates `<b>`"),
            ("/<a..>/b/<c..>", "take several segments each"),
            ("/a?", "empty pair"),
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
