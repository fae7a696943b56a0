//! The keys that bound a call: how long it may take, how often it is tried, how much it may bring.

use syn::{LitInt, LitStr};

use super::entry::Entry;
use crate::errors::Errors;

/// What an endpoint says of its calls, where it does not leave that to the client.
#[derive(Clone, Copy, Default)]
pub(crate) struct Policies {
    pub(crate) timeout_millis: Option<u64>,
    pub(crate) attempt_timeout_millis: Option<u64>,
    pub(crate) read_timeout_millis: Option<u64>,
    /// In bytes.
    pub(crate) response_limit: Option<u64>,
    pub(crate) attempts: Option<u64>,
    pub(crate) redirects: Option<u64>,
}

impl Policies {
    /// Its own, and those of its group where it has none.
    pub(super) fn inherit(self, group: Self) -> Self {
        Self {
            timeout_millis: self.timeout_millis.or(group.timeout_millis),
            attempt_timeout_millis: self.attempt_timeout_millis.or(group.attempt_timeout_millis),
            read_timeout_millis: self.read_timeout_millis.or(group.read_timeout_millis),
            response_limit: self.response_limit.or(group.response_limit),
            attempts: self.attempts.or(group.attempts),
            redirects: self.redirects.or(group.redirects),
        }
    }

    /// Reads the key of this name, if it is one of these.
    pub(super) fn read(&mut self, name: &str, entry: &Entry, errors: &mut Errors) {
        match name {
            "timeout" => self.timeout_millis = text(entry, milliseconds, errors),
            "attempt_timeout" => self.attempt_timeout_millis = text(entry, milliseconds, errors),
            "read_timeout" => self.read_timeout_millis = text(entry, milliseconds, errors),
            "response_limit" => self.response_limit = text(entry, bytes, errors),
            "attempts" => self.attempts = count(entry, 1, errors),
            "redirects" => self.redirects = count(entry, 0, errors),
            _ => {}
        }
    }
}

/// A value in a string, with its unit.
fn text(entry: &Entry, parse: fn(&str) -> Result<u64, String>, errors: &mut Errors) -> Option<u64> {
    let text = entry.assigned::<LitStr>(errors)?;
    parse(&text.value()).map_err(|message| errors.at(text, message)).ok()
}

/// A whole number, not below `least`.
fn count(entry: &Entry, least: u64, errors: &mut Errors) -> Option<u64> {
    let literal = entry.assigned::<LitInt>(errors)?;
    let number = literal.base10_parse::<u32>().ok().map(u64::from);
    let number = number.filter(|number| *number >= least && literal.suffix().is_empty());
    if number.is_none() {
        let help = format!("write a whole number from {least} to {}", u32::MAX);
        errors.at(&literal, format!("`{literal}` is no such number\nhelp: {help}"));
    }
    number
}

/// Reads `30s`, `500ms`, and `2m`.
fn milliseconds(text: &str) -> Result<u64, String> {
    let units = [("ms", 1), ("s", 1000), ("m", 60_000)];
    measure(text, &units).ok_or_else(|| {
        format!("`{text}` is no duration\nhelp: write a whole number and a unit: `\"500ms\"`, `\"30s\"`, or `\"2m\"`")
    })
}

/// Reads `100B`, `64KiB`, `16MiB`, and `1GiB`.
fn bytes(text: &str) -> Result<u64, String> {
    let units = [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    // A constant of the runtime's type, which on some machines has 32 bits.
    measure(text, &units).filter(|bytes| *bytes <= u64::from(u32::MAX)).ok_or_else(|| {
        format!("`{text}` is no size of up to 4 GiB\nhelp: write a whole number and a unit: `\"64KiB\"`, `\"16MiB\"`, or `\"1GiB\"`")
    })
}

/// A whole number above zero with a unit behind it.
fn measure(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let digits = text.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = text[digits.len()..].trim_start();
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    let number = digits.parse::<u64>().ok().filter(|number| *number > 0)?;
    number.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(milliseconds("500ms"), Ok(500));
        assert_eq!(milliseconds("30s"), Ok(30_000));
        assert_eq!(milliseconds("2 m"), Ok(120_000));
        for wrong in ["", "s", "30", "0s", "-1s", "1.5s", "1h30", "é", "99999999999999999999s"] {
            assert!(milliseconds(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(bytes("100B"), Ok(100));
        assert_eq!(bytes("64KiB"), Ok(65_536));
        assert_eq!(bytes("16 MiB"), Ok(16_777_216));
        assert_eq!(bytes("3GiB"), Ok(3_221_225_472));
        for wrong in ["", "64", "MiB", "64MB", "64mib", "0B", "4GiB", "1.5MiB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
