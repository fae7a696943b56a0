//! The way to the members of a JSON object that are wanted, and the words and the place of a fault on it. The values
//! themselves are left to serde_json. Nothing here is generic: it is compiled once.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, IgnoredAny, MapAccess, Visitor};

use super::decode::whole;
use super::json::{Reader, Slots, absent, is_empty, locate, text};
use super::{DecodeError, json_path};
use crate::request::Body;

/// Fills the slots with the values of the members that `names` names, and passes over the others. Of a member that is
/// there several times, the last value counts, as it comes last. One that is absent is `null`; so are all in an empty
/// body, and those that a `null` stands before, be that the whole body.
///
/// The names are those of [`EndpointSpec::returns`](crate::spec::EndpointSpec::returns).
pub(super) fn fill(body: &Body, names: &[&str], slots: &mut dyn Slots) -> Result<(), DecodeError> {
    let text = text(whole(body)?)?;
    let mut filling = Filling { names, slots, seen: 0 };
    if !is_empty(text) {
        let walked = Walk::through(text, &mut |walk| match walk.next() {
            Some(b'n') => walk.skip().map(|_| ()),
            _ => filling.object(walk, ""),
        });
        walked.map_err(|fault| fault.locate(text, names, filling.slots))?;
    }
    let Filling { slots, seen, .. } = filling;
    for (index, name) in names.iter().enumerate().filter(|(index, _)| seen & (1 << index) == 0) {
        slots.fill(index, &mut Reader::from_str("null")).map_err(|_| absent(text, name))?;
    }
    Ok(())
}

struct Filling<'a> {
    names: &'a [&'a str],
    slots: &'a mut dyn Slots,
    /// One bit for each name: tuples have fewer than 64 elements.
    seen: u64,
}

impl Filling<'_> {
    /// Takes what is wanted of an object whose members' names begin with `prefix`.
    fn object(&mut self, walk: &mut Walk<'_>, prefix: &str) -> Result<(), Fault> {
        walk.object(&mut |walk, key| match Member::find(self.names, prefix, key) {
            Member::Other => walk.skip().map(|_| ()),
            Member::Wanted(index) => {
                walk.value(Some(index), &mut |reader| self.slots.fill(index, reader))?;
                self.seen |= 1 << index;
                Ok(())
            }
            Member::Parent(prefix) => {
                self.forget(prefix);
                match walk.next() {
                    Some(b'{') => self.object(walk, prefix),
                    Some(b'n') => walk.skip().map(|_| ()),
                    Some(_) => Err(Fault::NoObject { start: walk.at }),
                    None => Err(Fault::Structure),
                }
            }
        })
    }

    /// The members whose names begin so count as absent until they come again.
    fn forget(&mut self, prefix: &str) {
        for (index, _) in self.names.iter().enumerate().filter(|(_, name)| name.starts_with(prefix)) {
            self.seen &= !(1 << index);
        }
    }
}

/// The texts of members of an object, in the order of their names: of the whole, or of the object that is its member
/// `parent`. None for what is absent or `null`; no texts at all where the whole is no JSON object.
pub(super) fn texts<'a, const N: usize>(
    text: &'a str,
    parent: Option<&str>,
    names: [&str; N],
) -> Option<[Option<&'a str>; N]> {
    let mut texts = [None; N];
    take_texts(text, parent, &names, &mut texts).ok()?;
    Some(texts)
}

fn take_texts<'a>(
    text: &'a str,
    parent: Option<&str>,
    names: &[&str],
    texts: &mut [Option<&'a str>],
) -> Result<(), Fault> {
    let mut member = |walk: &mut Walk<'a>, key: &str| {
        let value = walk.skip()?;
        if let Some(index) = names.iter().position(|name| *name == key) {
            texts[index] = Some(value).filter(|value| *value != "null");
        }
        Ok(())
    };
    Walk::through(text, &mut |walk| match parent {
        None => walk.object(&mut member),
        Some(parent) => walk.object(&mut |walk, key| {
            if key == parent && walk.next() == Some(b'{') {
                walk.object(&mut member)
            } else {
                walk.skip().map(|_| ())
            }
        }),
    })
}

/// What a [`Walk`] stops at.
enum Fault {
    /// Something between the members; serde_json knows the words for it.
    Structure,
    /// A value without members, where the way to one leads through it.
    NoObject { start: usize },
    /// The value of a member, the wanted one at an index or another.
    Value { start: usize, end: usize, wanted: Option<usize>, error: serde_json::Error },
}

impl Fault {
    fn locate(self, text: &str, names: &[&str], slots: &mut dyn Slots) -> DecodeError {
        match self {
            Self::Value { start, end, wanted, error } => {
                // serde_json counted lines and columns from where the value starts. It is read again with what stands
                // before it blanked out, so that they are those of the body.
                let text_from_start = blank_until(text, start);
                let mut reader = Reader::from_str(&text_from_start);
                let again = match wanted {
                    Some(index) => slots.fill(index, &mut reader),
                    None => ignore(&mut reader),
                };
                locate(text, placed(again.err().unwrap_or(error), &text.as_bytes()[..end]))
            }
            Self::Structure => match structure(text, names) {
                Err(error) => locate(text, error),
                Ok(()) => DecodeError::new("the body is no JSON object"),
            },
            Self::NoObject { start } => match structure(&blank_until(text, start), names) {
                Err(error) => locate(text, error),
                Ok(()) => DecodeError::new("a member of the body is no JSON object"),
            },
        }
    }
}

fn ignore(reader: &mut Reader<'_>) -> serde_json::Result<()> {
    IgnoredAny::deserialize(reader).map(|_| ())
}

/// What a member is to the names that are looked for.
enum Member<'a> {
    Other,
    /// The one at this index.
    Wanted(usize),
    /// An object with wanted ones in it, whose names begin so.
    Parent(&'a str),
}

impl<'a> Member<'a> {
    /// What `key` is, of an object whose members' names begin with `prefix`.
    fn find(names: &[&'a str], prefix: &str, key: &str) -> Self {
        let key = json_path::escaped(key);
        let mut found = Self::Other;
        for (index, name) in names.iter().enumerate() {
            match name.strip_prefix(prefix).and_then(|name| name.strip_prefix(&*key)) {
                Some("") => return Self::Wanted(index),
                Some(inside) if inside.starts_with('/') => {
                    found = Self::Parent(&name[..=prefix.len() + key.len()]);
                }
                _ => {}
            }
        }
        found
    }
}

/// A way through a JSON text, from member to member of its objects. The values are left to serde_json.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Walk<'a> {
    /// Goes through the whole of a text, which is one value that `value` takes.
    fn through(text: &'a str, value: &mut dyn FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut walk = Self { text, at: 0 };
        value(&mut walk)?;
        if walk.next().is_none() { Ok(()) } else { Err(Fault::Structure) }
    }

    /// Goes through an object; `member` is given each key, and takes the value.
    fn object(&mut self, member: &mut dyn FnMut(&mut Self, &str) -> Result<(), Fault>) -> Result<(), Fault> {
        self.expect(b'{')?;
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.key()?;
            self.expect(b':')?;
            member(self, &key)?;
            match self.next() {
                Some(b',') => self.at += 1,
                Some(b'}') => break self.at += 1,
                _ => return Err(Fault::Structure),
            }
        }
        Ok(())
    }

    /// The next byte that is no white space (RFC 8259, section 2).
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                byte => break byte.copied(),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.next() != Some(byte) {
            return Err(Fault::Structure);
        }
        self.at += 1;
        Ok(())
    }

    fn key(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.expect(b'"')?;
        let rest = &self.text[self.at..];
        // A space and `!`, which are rare in keys, are taken for special with the rest up to `"`: one comparison less a byte.
        let special = |byte: &u8| *byte <= b'"' || *byte == b'\\';
        match rest.as_bytes().iter().position(special) {
            Some(end) if rest.as_bytes()[end] == b'"' => {
                self.at += end + 1;
                Ok(rest[..end].into())
            }
            _ => self.escaped_key(),
        }
    }

    /// A key with escapes in it, which begins a byte before this place.
    fn escaped_key(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.at - 1;
        let mut reader = Reader::from_str(&self.text[start..]);
        let key = String::deserialize(&mut reader).map_err(|_| Fault::Structure)?;
        self.at = start + place(reader);
        Ok(key.into())
    }

    /// Passes over a value, whose text it gives.
    fn skip(&mut self) -> Result<&'a str, Fault> {
        self.value(None, &mut ignore)
    }

    /// Has a value read, the wanted one at an index or another, and gives its text.
    fn value(
        &mut self,
        wanted: Option<usize>,
        read: &mut dyn FnMut(&mut Reader<'_>) -> serde_json::Result<()>,
    ) -> Result<&'a str, Fault> {
        self.next();
        let start = self.at;
        let mut reader = Reader::from_str(&self.text[start..]);
        let read = read(&mut reader);
        self.at = start + place(reader);
        read.map_err(|error| Fault::Value { start, end: self.at, wanted, error })?;
        Ok(&self.text[start..self.at])
    }
}

/// The error with the place behind what was `read`, if it has none: a type may refuse a value after it is read, and
/// serde_json gives such an error a place only in what is around the value.
fn placed(error: serde_json::Error, read: &[u8]) -> serde_json::Error {
    if error.line() > 0 {
        return error;
    }
    let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
    let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
    // serde_json takes the place out of the words.
    serde::de::Error::custom(format_args!("{error} at line {line} column {column}"))
}

/// How many bytes were read.
fn place(reader: Reader<'_>) -> usize {
    reader.into_iter::<IgnoredAny>().byte_offset()
}

/// The text with everything before `start` blanked out, line for line.
fn blank_until(text: &str, start: usize) -> String {
    let before = text.bytes().take(start).map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    before.chain(text[start..].chars()).collect()
}

/// Reads the text for nothing but serde_json's words on what is wrong with it.
fn structure(text: &str, names: &[&str]) -> serde_json::Result<()> {
    struct Members<'a>(&'a [&'a str]);

    impl<'de> Visitor<'de> for Members<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let names: Vec<String> = self.0.iter().map(|name| json_path::of_member(name)).collect();
            write!(f, "an object with `{}`", names.join("`, `"))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(())
        }
    }

    let mut reader = Reader::from_str(text);
    serde::Deserializer::deserialize_map(&mut reader, Members(names))?;
    reader.end()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    const NAMES: &[&str] = &["a", "b\"c"];
    const NESTED: &[&str] = &["a/b", "a/c/d", "c", "é~1~0/b"];

    struct Taken {
        names: &'static [&'static str],
        values: BTreeMap<&'static str, Value>,
    }

    impl Slots for Taken {
        fn fill(&mut self, index: usize, reader: &mut Reader<'_>) -> serde_json::Result<()> {
            self.values.insert(self.names[index], Value::deserialize(reader)?);
            Ok(())
        }
    }

    fn body(text: &str) -> Body {
        Body::from(bytes::Bytes::copy_from_slice(text.as_bytes()))
    }

    /// What is read, by the walk.
    fn walked(text: &str) -> Result<BTreeMap<&'static str, Value>, DecodeError> {
        walked_for(NAMES, text)
    }

    fn walked_for(
        names: &'static [&'static str],
        text: &str,
    ) -> Result<BTreeMap<&'static str, Value>, DecodeError> {
        let mut taken = Taken { names, values: BTreeMap::new() };
        fill(&body(text), names, &mut taken)?;
        Ok(taken.values)
    }

    fn all_null(taken: &BTreeMap<&'static str, Value>) -> bool {
        taken.values().all(Value::is_null)
    }

    #[test]
    fn members_of_members() {
        let text =
            r#"{"x": {"b": 0}, "a": {"b": 1, "x": [], "c": {"d": 2}}, "é\/~": {"b": null}, "c": {"d": 3}}"#;
        let taken = walked_for(NESTED, text).unwrap();
        let found: Vec<_> = taken.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let expected = [("a/b", "1"), ("a/c/d", "2"), ("c", "{\"d\":3}"), ("é~1~0/b", "null")];
        assert_eq!(found, expected.map(|(name, value)| (name, value.to_owned())));
        // There is nothing in nothing.
        assert!(all_null(&walked_for(NESTED, r#"{"a": null}"#).unwrap()));
        assert!(all_null(&walked_for(NESTED, r#"{"a": {"c": {}}}"#).unwrap()));
        // Of several, the last counts, with what is in it alone.
        assert!(all_null(&walked_for(NESTED, r#"{"a": {"b": 1, "c": {"d": 2}}, "a": null}"#).unwrap()));
        assert!(all_null(&walked_for(NESTED, r#"{"a": {"c": {"d": 2}}, "a": {"c": {}}}"#).unwrap()));
        let taken = walked_for(NESTED, r#"{"c": 1, "a": {"b": 1}, "a": {"b": 2, "c": {"d": 3}}}"#).unwrap();
        assert_eq!((&taken["a/b"], &taken["a/c/d"], &taken["c"]), (&2.into(), &3.into(), &1.into()));
    }

    #[test]
    fn faults_on_the_way_to_a_member() {
        let fault = |text: &str| {
            let error = walked_for(NESTED, text).unwrap_err();
            (error.json_path.unwrap_or_default(), error.cause.to_string())
        };
        let (path, cause) = fault("{\n \"a\": [1]}");
        assert_eq!(path, "a");
        assert_eq!(
            cause,
            "invalid type: sequence, expected an object with `a.b`, `a.c.d`, `c`, `[\"é/~\"].b` at line 2 column 6"
        );
        assert_eq!(fault(r#"{"a": {"c": "x"}}"#).0, "a.c");
        assert_eq!(fault(r#"{"a": {"c": {"d": tru}}}"#).0, "a.c.d");
        assert_eq!(fault(r#"{"a": {"c": {"#).0, "a.c");
        assert_eq!(fault(r#"{"a": nul}"#).0, "a");
        assert_eq!(absent("{}", NESTED[3]).json_path.unwrap(), r#"["é/~"].b"#);
    }

    #[test]
    fn takes_what_is_named_and_no_more() {
        let text =
            "\u{feff} { \"x\" : [1, {\"a\": 2}] ,\n\t\"b\\\"c\":\"\\u00e9\", \"a\" :1 , \"a\":null}\r\n";
        let taken = walked(text).unwrap();
        assert_eq!(taken.into_iter().collect::<Vec<_>>(), [("a", Value::Null), ("b\"c", "é".into())]);
        let taken = walked_for(&["", "a !b", "c"], r#"{"": 1, "a !b": 2, "\u0063": 3, "!": 4}"#).unwrap();
        assert_eq!((&taken[""], &taken["a !b"], &taken["c"]), (&1.into(), &2.into(), &3.into()));
        for nothing in ["{}", " \n", "null", " null\n", r#"{"x": {"a": 1}}"#] {
            assert!(all_null(&walked(nothing).unwrap()), "{nothing}");
        }
    }

    #[test]
    fn faults_are_in_the_words_and_places_of_serde_json() {
        for text in [
            "[1]",
            "1",
            "\"a\"",
            "nul",
            "null 1",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{\"a\":1}}",
            "{,}",
            "{\"a\":1 \"x\":2}",
            "{a:1}",
            "{\"x\":tru}",
            "{\n\"x\": [1,\n  2,,]}",
            "{\"é\": 1,\n \"a\": {\"y\": nul}}",
            "{\"\\q\": 1}",
            "{\"\n\": 1}",
            "{\"x\":1}x",
        ] {
            let fault = walked(text).unwrap_err().cause.to_string();
            let expected = structure(text, NAMES).unwrap_err().to_string();
            assert_eq!(fault, expected, "{text}");
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![Just(Value::Null), Just(1.into()), Just("}".into())];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let key = prop::sample::select(vec!["a", "b", "c", "d", "é/~"]);
            prop_oneof![
                3 => prop::collection::btree_map(key, inner.clone(), 0..4)
                    .prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
                1 => prop::collection::vec(inner, 0..3).prop_map(Value::from),
            ]
        })
    }

    /// As `#[serde(try_from = "String")]` and many types of others do, which refuse a value after it is read: serde_json
    /// then knows no place.
    #[derive(Debug, serde::Deserialize)]
    #[serde(try_from = "String")]
    struct Refused;

    impl TryFrom<String> for Refused {
        type Error = String;

        fn try_from(text: String) -> Result<Self, String> {
            Err(format!("`{text}` is refused"))
        }
    }

    #[test]
    fn a_value_that_its_type_refuses_has_a_place_too() {
        for (text, place) in [
            (r#"{"a":"b"}"#, "line 1 column 8"),
            ("\u{feff}{\"é\": 1,\r\n \"a\": \"b\"\n, \"x\": 2}", "line 2 column 9"),
        ] {
            let mut slot = None::<Refused>;
            let fault = fill(&body(text), &["a"], &mut slot).unwrap_err();
            assert_eq!(fault.json_path.as_deref(), Some("a"), "{text}");
            assert_eq!(fault.cause.to_string(), format!("`b` is refused at {place}"), "{text}");
        }
    }

    proptest! {
        /// The names lead where JSON pointers do.
        #[test]
        fn members_of_members_are_those_of_pointers(value in value()) {
            let Ok(taken) = walked_for(NESTED, &value.to_string()) else { return Ok(()) };
            for name in NESTED {
                let expected = value.pointer(&format!("/{name}")).cloned().unwrap_or_default();
                prop_assert_eq!(&taken[name], &expected);
            }
        }

        /// The walk takes what serde_json takes, refuses what it refuses, and reads the same.
        #[test]
        fn reads_as_serde_json_does(text in r#"\{ ?("(a|b\\"c|x|\\u0061|é)" ?: ?(1|-0.5e3|"s,}"|null|\[1,\{"a":\[\]\}\]|\{\}|tru|)(,| |))*\}?[ x]?"#) {
            match (walked(&text), serde_json::from_str::<BTreeMap<String, Value>>(&text)) {
                (Ok(taken), Ok(all)) => {
                    let expected = NAMES.iter().map(|name| (*name, all.get(*name).cloned().unwrap_or_default()));
                    prop_assert_eq!(taken, expected.collect());
                }
                (Err(fault), Err(error)) => prop_assert_eq!(fault.cause.to_string(), error.to_string()),
                (walked, read) => prop_assert!(false, "{:?}, but {:?}", walked.is_ok(), read.is_ok()),
            }
        }
    }
}
