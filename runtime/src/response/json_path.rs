//! Where in a JSON text an error of serde_json lies, as a path like `invite.inviter.roles[2]`.
//!
//! serde_json reports a line and a column. Reading the text up to there tells which value was being read. That costs
//! nothing until there is an error, and nothing at compile time, where a deserializer that keeps track of the path
//! would make the compiler build every type's `Deserialize` a second time.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::error::Category;

/// Beyond so many steps a path is cut; no declared type is as deep.
const MOST_STEPS: usize = 64;

/// The path of the value that `error` is about; empty for the whole text.
pub(super) fn of_error(text: &str, error: &serde_json::Error) -> String {
    let offset = offset(text, error.line(), error.column());
    let end = match error.classify() {
        // These point behind the byte that is wrong, which is no part of the value.
        Category::Syntax => offset.saturating_sub(1),
        Category::Data | Category::Eof | Category::Io => offset,
    };
    let mut walk = Walk::default();
    walk.through(&text.as_bytes()[..end]);
    walk.path()
}

/// The path of a member that is named as in [`EndpointSpec::returns`](crate::spec::EndpointSpec::returns).
pub(super) fn of_member(name: &str) -> String {
    let mut path = String::new();
    for key in name.split('/') {
        push_key(&mut path, &key.replace("~1", "/").replace("~0", "~"));
    }
    path
}

/// A key as it stands in such a name: escaped as in a JSON pointer (RFC 6901, section 3).
pub(super) fn escaped(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}

/// serde_json counts lines from 1 and columns in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (line_start + column).min(text.len())
}

/// The containers that are open, and which of their values is being read.
#[derive(Default)]
struct Walk {
    open: Vec<Step>,
    /// Whether the next string is a key.
    key_comes: bool,
}

enum Step {
    Member(Option<String>),
    Element(usize),
}

impl Walk {
    fn through(&mut self, text: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            match byte {
                b'{' => {
                    self.open.push(Step::Member(None));
                    self.key_comes = true;
                }
                b'[' => {
                    self.open.push(Step::Element(0));
                    self.key_comes = false;
                }
                b'}' | b']' => {
                    self.open.pop();
                    self.key_comes = false;
                }
                b',' => match self.open.last_mut() {
                    Some(Step::Member(key)) => {
                        *key = None;
                        self.key_comes = true;
                    }
                    Some(Step::Element(index)) => *index += 1,
                    None => {}
                },
                b'"' => {
                    let length = string_length(&text[at..]);
                    self.string(&text[at..at + length]);
                    at += length;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn string(&mut self, quoted: &[u8]) {
        if let (true, Some(Step::Member(key))) = (self.key_comes, self.open.last_mut()) {
            *key = serde_json::from_slice(quoted).ok();
            self.key_comes = false;
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in self.open.iter().take(MOST_STEPS) {
            match step {
                Step::Member(Some(key)) => push_key(&mut path, key),
                Step::Member(None) => {}
                Step::Element(index) => {
                    let _ = write!(path, "[{index}]");
                }
            }
        }
        if self.open.len() > MOST_STEPS {
            path.push('…');
        }
        path
    }
}

/// How many bytes the string at the beginning of `text` has, quotes included.
fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// A plain name is written `.name`, any other as `["…"]`.
fn push_key(path: &mut String, key: &str) {
    let plain = !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if plain {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    } else {
        let _ = write!(path, "[{key:?}]");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read for the errors of reading it")]
    struct Invite {
        id: String,
        inviter: User,
        expires_at: i64,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read for the errors of reading it")]
    struct User {
        id: u32,
        roles: Vec<String>,
        state: State,
        #[serde(default)]
        pair: Option<(u8, bool)>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum State {
        Pending,
        Accepted,
    }

    fn path_of(text: &str) -> String {
        of_error(text, &serde_json::from_str::<Invite>(text).unwrap_err())
    }

    #[test]
    fn names_the_value_at_fault() {
        let paths = [
            (r#"{"id": 1}"#, "id"),
            (r#"{"id": null}"#, "id"),
            (r#"{"id": {"a": 1}}"#, "id"),
            (r#"{"id": ["a"]}"#, "id"),
            (r#"{"id": "a", "inviter": {"id": "x"}}"#, "inviter.id"),
            (r#"{"id": "a", "inviter": {"id": 1, "roles": ["a", 2]}}"#, "inviter.roles[1]"),
            (r#"{"id": "a", "inviter": {"id": 1, "roles": null}}"#, "inviter.roles"),
            (r#"{"id": "a", "inviter": {"id": 1, "roles": [], "state": "new"}}"#, "inviter.state"),
            (r#"{"id": "a", "inviter": {"id": 1, "roles": []}}"#, "inviter"),
            (
                r#"{"id": "a", "inviter": {"id": 1, "roles": [], "state": "pending", "pair": [1, 2]}}"#,
                "inviter.pair[1]",
            ),
            ("{\"id\": \"a\",\n \"inviter\":\n {\"id\": -1}}", "inviter.id"),
            (r#"{"id": "a", "inviter": {"id": 1, "roles": ["a""#, "inviter.roles[0]"),
            (r#"{"id": "a", "inviter": x"#, "inviter"),
            (r#"{"inviter": {"id": 1, "roles": [], "state": "pending"}}"#, ""),
            ("", ""),
            ("[]", ""),
        ];
        for (text, path) in paths {
            assert_eq!(path_of(text), path, "{text}");
        }
    }

    #[test]
    fn odd_keys_are_quoted() {
        type Odd = std::collections::HashMap<String, u8>;
        let text = r#"{"a.b \"c\"": "x"}"#;
        assert_eq!(of_error(text, &serde_json::from_str::<Odd>(text).unwrap_err()), r#"["a.b \"c\""]"#);
    }

    #[test]
    fn a_bottomless_path_is_cut() {
        let text = "[".repeat(100_000);
        assert!(
            of_error(&text, &serde_json::from_str::<serde::de::IgnoredAny>(&text).unwrap_err()).len() < 300
        );
    }

    proptest! {
        /// Against serde_path_to_error, which keeps track while it reads: damage one value anywhere, and both name the
        /// same place.
        #[test]
        fn agrees_with_a_tracking_deserializer(damage in 0_usize..9, roles in 0_usize..4, spaces in " {0,3}|\n") {
            let mut values = [r#""a""#, "7", r#""pending""#, "[1,true]", "1700000000"];
            let mut role_values = vec![r#""r""#; roles];
            if damage < 5 {
                values[damage] = "{}";
            } else if let Some(role) = role_values.get_mut(damage - 5) {
                *role = "0";
            }
            let [id, user, state, pair, expires] = values;
            let s = &spaces;
            let text = format!(
                r#"{{{s}"unknown":[{{"id":0}}],"id"{s}:{s}{id},"inviter":{s}{{"id":{user}{s},"roles":[{s}{}{s}],"state":{state},"pair":{s}{pair}}},"expires_at":{expires}{s}}}"#,
                role_values.join(",")
            );
            let deserializer = &mut serde_json::Deserializer::from_str(&text);
            if let Err(expected) = serde_path_to_error::deserialize::<_, Invite>(deserializer) {
                prop_assert_eq!(path_of(&text), expected.path().to_string());
            }
        }

        /// Any text and any place in it.
        #[test]
        fn never_panics(text in r#"[\[\]{}",:\\a1\n é]{0,40}"#) {
            if let Err(error) = serde_json::from_str::<Invite>(&text) {
                of_error(&text, &error);
            }
        }
    }
}
