//! Queries and forms as servers read them, names in brackets included. For the small servers of the examples.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// Reads `a=1&b[c]=2&d[]=3&e[0][f]=4` as the object that it stands for; all values are texts.
pub fn parse(text: &str) -> Value {
    let mut form = Value::Object(Map::new());
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), decoded(value));
        let (first, rest) = name.split_once('[').unwrap_or((&name, ""));
        let inner = rest.strip_suffix(']').filter(|rest| !rest.is_empty() || name.ends_with("[]"));
        let keys: Vec<&str> =
            std::iter::once(first).chain(inner.into_iter().flat_map(|rest| rest.split("]["))).collect();
        store(&mut form, &keys, value);
    }
    form
}

/// Reads `a=1&b=2` as pairs with unique names, of which the last one counts; names in brackets are names as others.
pub fn pairs(text: &str) -> HashMap<String, String> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn store(into: &mut Value, keys: &[&str], value: String) {
    let [key, rest @ ..] = keys else {
        *into = Value::String(value);
        return;
    };
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        if !into.is_array() {
            *into = Value::Array(Vec::new());
        }
        if let Value::Array(elements) = into {
            let index = key.parse().unwrap_or(elements.len()).min(elements.len());
            if index == elements.len() {
                elements.push(Value::Null);
            }
            store(&mut elements[index], rest, value);
        }
        return;
    }
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Value::Object(members) = into {
        store(members.entry(*key).or_insert(Value::Null), rest, value);
    }
}

/// The text that a percent-encoded one in a path stands for.
pub fn unescaped(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The same in a query or form, where a `+` is a space.
fn decoded(text: &str) -> String {
    unescaped(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn brackets_are_objects_and_lists() {
        assert_eq!(
            parse("a=1+%2B&b%5Bc%5D=&d[]=3&d[]=4&e[0][f][g]=5&e[0][h]=6&e[1][f]=7"),
            json!({
                "a": "1 +",
                "b": {"c": ""},
                "d": ["3", "4"],
                "e": [{"f": {"g": "5"}, "h": "6"}, {"f": "7"}],
            })
        );
    }
}
