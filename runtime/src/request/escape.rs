//! Which bytes may stand as they are in a path segment and in a query (RFC 3986), and the writer that escapes the rest.

use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All but `pchar` of RFC 3986, section 3.3.
pub(crate) const SEGMENT: &AsciiSet = &UNRESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// `SEGMENT` and the comma, for an element of a comma-joined list.
pub(crate) const SEGMENT_ELEMENT: &AsciiSet = &SEGMENT.add(b',');

/// All but what RFC 3986, section 3.4, allows, and what common servers read as more than itself: `&`, `=`, `+`, `;`,
/// the comma that joins lists, and the apostrophe, which URL parsers escape on their own account.
pub(crate) const QUERY: &AsciiSet = &UNRESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'?');

/// Writes text into a buffer, escaping the bytes of a set.
pub(crate) struct Escaped<'a> {
    pub(crate) out: &'a mut String,
    pub(crate) set: &'static AsciiSet,
}

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push_escaped(self.out, text, self.set);
        Ok(())
    }
}

/// Appends `text` to `out`, escaping the bytes of `set`.
pub(crate) fn push_escaped(out: &mut String, text: &str, set: &'static AsciiSet) {
    // Most values are of what is never escaped, and then go over whole.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')) {
        out.push_str(text);
    } else {
        out.extend(utf8_percent_encode(text, set));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escape(text: &str, set: &'static AsciiSet) -> String {
        utf8_percent_encode(text, set).to_string()
    }

    #[test]
    fn a_segment_keeps_exactly_pchar() {
        let pchar = "ABCXYZabcxyz0189-._~!$&'()*+,;=:@";
        assert_eq!(escape(pchar, SEGMENT), pchar);
        assert_eq!(
            escape("/?#[]%\\ \"<>{}|^`\n\0é", SEGMENT),
            "%2F%3F%23%5B%5D%25%5C%20%22%3C%3E%7B%7D%7C%5E%60%0A%00%C3%A9"
        );
    }

    #[test]
    fn a_query_value_cannot_start_another_pair() {
        assert_eq!(escape("a&b=c+d;e,f#g'h", QUERY), "a%26b%3Dc%2Bd%3Be%2Cf%23g%27h");
        assert_eq!(escape("2025-01-02T03:04:05/x?y@z", QUERY), "2025-01-02T03:04:05/x?y@z");
    }
}
