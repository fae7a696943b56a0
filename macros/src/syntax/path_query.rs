//! The query behind `?` in a path string: `<page>`, `per-page=<per_page>`, `<filter..>`, and constant pairs.

use super::path::{Piece, Placeholder, QueryPart, Reader};
use super::percent::{decode, encode, is_query};

impl Reader {
    pub(super) fn query(&mut self, query: &str) {
        if query.is_empty() {
            return self.mistake("nothing stands behind `?`".into(), "remove it, or write `?<name>`".into());
        }
        for part in query.split('&') {
            match part.split_once('=') {
                _ if part.is_empty() => {
                    self.mistake(
                        "the query has an empty pair".into(),
                        "write pairs with one `&` between them".into(),
                    );
                }
                Some(("", value)) => {
                    let help =
                        if value.starts_with('<') { value.to_owned() } else { format!("name={value}") };
                    self.mistake(format!("the query pair `{part}` has no name"), format!("write `{help}`"));
                }
                _ if part.contains('?') && part.contains('<') => {
                    let help = format!("write `{}`", part.replace('?', "&"));
                    self.mistake(format!("`?` stands before the first pair only: `{part}`"), help);
                }
                Some((key, value)) if value.starts_with('<') => match self.query_placeholder(value) {
                    Some(Placeholder { name, rest: false }) => {
                        self.read.query.push(QueryPart::Parameter { name, key: Some(decode(key)) });
                    }
                    Some(Placeholder { name, rest: true }) => {
                        let help = format!("write `<{name}..>` alone, or `{key}=<{name}>`");
                        let what = format!("the pairs of `<{name}..>` have names of their own: `{part}`");
                        self.mistake(what, help);
                    }
                    None => {}
                },
                None if part.starts_with('<') => match self.query_placeholder(part) {
                    Some(Placeholder { name, rest: true }) => {
                        self.read.query.push(QueryPart::Fields { name })
                    }
                    Some(Placeholder { name, rest: false }) => {
                        self.read.query.push(QueryPart::Parameter { name, key: None });
                    }
                    None => {}
                },
                Some((key, _)) if key.contains('<') => {
                    let what = format!("the name of a query pair is written out: `{part}`");
                    self.mistake(
                        what,
                        "write `name=<value>`; names that vary are those of a map: `<filter..>`".into(),
                    );
                }
                _ if part.contains('<') => {
                    self.mistake(
                        format!("a placeholder is the whole value of a pair, not a part of it: `{part}`"),
                        "write `key=<name>`".into(),
                    );
                }
                pair => self.constant_pair(part, pair),
            }
        }
    }

    fn constant_pair(&mut self, part: &str, pair: Option<(&str, &str)>) {
        self.literal(part);
        let mut constant = String::new();
        let (key, value) = pair.map_or((part, None), |(key, value)| (key, Some(value)));
        encode(&mut constant, key, is_query);
        if let Some(value) = value {
            constant.push('=');
            encode(&mut constant, value, is_query);
        }
        let constant = QueryPart::Constant(constant);
        if self.read.query.contains(&constant) {
            self.mistake(format!("the query pair `{part}` is written twice"), "remove one of them".into());
        }
        self.read.query.push(constant);
    }

    fn query_placeholder(&mut self, text: &str) -> Option<Placeholder> {
        let mistakes = self.mistakes.len();
        let pieces = self.pieces(text);
        match pieces.as_slice() {
            [Piece::Placeholder(inside)] => self.placeholder(inside),
            _ if self.mistakes.len() > mistakes => None,
            _ if is_list_of_placeholders(text) => {
                let help = format!("write `{}`", text.replace([';', ','], "&"));
                self.mistake(format!("`&` stands between the pairs of a query: `{text}`"), help);
                None
            }
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

/// `<page>;<size>`
fn is_list_of_placeholders(text: &str) -> bool {
    text.split([';', ',']).all(|pair| pair.starts_with('<') && pair.find('>') == Some(pair.len() - 1))
}
