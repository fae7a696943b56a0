//! Percent-encoding of the literals of a path string, once and for all (RFC 3986, section 2.1).

use std::fmt::Write as _;

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// `pchar` of RFC 3986, section 3.3, the slash, and escapes that are there already.
pub(super) fn is_pchar_or_slash(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@/%".contains(&byte)
}

/// What RFC 3986, section 3.4, allows in a query, and escapes that are there already.
pub(super) fn is_query(byte: u8) -> bool {
    is_unreserved(byte) || b"!$'()*+,;:@/?%=".contains(&byte)
}

pub(super) fn encode(out: &mut String, text: &str, allowed: fn(u8) -> bool) {
    for byte in text.bytes() {
        if allowed(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Undoes the escapes of unreserved characters, which mean the same without them (RFC 3986, section 6.2.2.2).
pub(super) fn decode_unreserved(text: &str) -> String {
    decode_where(text, is_unreserved)
}

/// Undoes all escapes of ASCII characters.
pub(super) fn decode(text: &str) -> String {
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
