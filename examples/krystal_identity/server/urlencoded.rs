//! Percent-encoding and the bracketed names of a query or form, as Rack reads them. Nothing here knows of
//! arguments.

use serde_json::map::Entry;
use serde_json::{Map, Value};

/// How deep Rack lets bracketed names nest.
const DEEPEST: usize = 32;

/// A query or form that Rack raises an exception for: bad percent-encoding, or names that contradict each
/// other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// Reads `a=1&b[c]=2&d[]=3&d[]=4` into the object that it stands for.
pub(super) fn parse(text: &str) -> Result<Map<String, Value>, Unreadable> {
    let mut parameters = Map::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = match pair.split_once('=') {
            Some((name, value)) => (name, Value::String(decode_form(value)?)),
            None => (pair, Value::Null),
        };
        let name = decode_form(name)?;
        // A bracket at the very start is an ordinary character of the name.
        let nesting =
            name.char_indices().skip(1).find(|(_, letter)| *letter == '[').map_or(name.len(), |(at, _)| at);
        let (key, rest) = name.split_at(nesting);
        if !key.is_empty() {
            store(&mut parameters, key, rest, value, 0)?;
        }
    }
    Ok(parameters)
}

/// Puts `value` below `key` at the place that `rest`, such as `[b][]`, leads to.
fn store(
    into: &mut Map<String, Value>,
    key: &str,
    rest: &str,
    value: Value,
    depth: usize,
) -> Result<(), Unreadable> {
    if depth >= DEEPEST {
        return Err(Unreadable);
    }
    if rest.is_empty() {
        into.insert(key.to_owned(), value);
        return Ok(());
    }
    if rest == "[]" {
        return match into.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(elements) => {
                elements.push(value);
                Ok(())
            }
            _ => Err(Unreadable),
        };
    }
    if rest == "[" {
        into.insert(format!("{key}["), value);
        return Ok(());
    }
    let (inner, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        // Arrays of objects: no endpoint of this API takes one, and what no endpoint takes is ignored.
        Some(("", _)) => return Ok(()),
        Some(split) => split,
        // A bracket that is never closed is a part of the name, once more as Rack has it.
        None => (rest, ""),
    };
    let entry = match into.entry(key) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => entry.insert(Value::Object(Map::new())),
    };
    match entry {
        Value::Object(members) => store(members, inner, rest, value, depth + 1),
        _ => Err(Unreadable),
    }
}

fn decode_form(text: &str) -> Result<String, Unreadable> {
    decode(&text.replace('+', " ")).ok_or(Unreadable)
}

/// Decodes percent-encoding once; `None` if it is malformed or not UTF-8 afterwards.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex_digit(bytes.next()?)? * 16 + hex_digit(bytes.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parsed(text: &str) -> Result<Value, Unreadable> {
        parse(text).map(Value::Object)
    }

    #[test]
    fn brackets_nest_and_collect() {
        assert_eq!(
            parsed("a[id]=x&ids[]=1&ids[]=2&b=3"),
            Ok(json!({"a": {"id": "x"}, "ids": ["1", "2"], "b": "3"}))
        );
        assert_eq!(parsed("a%5Bid%5D=x&a[b][c]=y"), Ok(json!({"a": {"id": "x", "b": {"c": "y"}}})));
        assert_eq!(parsed("ids[0]=1"), Ok(json!({"ids": {"0": "1"}})));
    }

    #[test]
    fn the_last_of_a_repeated_name_counts() {
        assert_eq!(parsed("a=1&a=2&&b&c="), Ok(json!({"a": "2", "b": null, "c": ""})));
        assert_eq!(parsed("a[b]=1&a=2"), Ok(json!({"a": "2"})));
    }

    #[test]
    fn odd_brackets_are_part_of_a_name() {
        assert_eq!(parsed("[a]=1&a[=2&b[c=3"), Ok(json!({"[a]": "1", "a[": "2", "b": {"[c": "3"}})));
    }

    #[test]
    fn contradictions_and_bad_encoding_are_unreadable() {
        let deep = format!("a{}=1", "[b]".repeat(100_000));
        for text in
            ["a=1&a[b]=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a=%", "a=%f", "a=%+1", "a=%zz", "a=%ff", &deep]
        {
            assert_eq!(parsed(text), Err(Unreadable), "{text}");
        }
    }

    #[test]
    fn decoding_happens_once() {
        assert_eq!(decode("a%2Fb+%2520").as_deref(), Some("a/b+%20"));
        assert_eq!(parsed("a=x+y%2B"), Ok(json!({"a": "x y+"})));
    }
}
