//! Idempotency keys: what a server knows a request by that it gets twice.

use std::fmt::Write as _;

use http::{HeaderName, HeaderValue};

use super::error::{RequestError, RequestFault};

/// The header field of a key where the declaration names none: that of the IETF's draft, and of most APIs.
pub(crate) const USUAL_FIELD: &str = "Idempotency-Key";

/// A header field with a new key: a random UUID (RFC 9562, section 5.4), of which 122 bits are random.
pub(crate) fn new_key(field: &'static str) -> Result<(HeaderName, HeaderValue), RequestError> {
    let refused = || RequestError::new(RequestFault::Header { name: field.to_owned() });
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| refused().caused_by(error.to_string()))?;
    let name = HeaderName::from_bytes(field.as_bytes()).map_err(|error| refused().caused_by(error))?;
    let value = HeaderValue::try_from(uuid(random)).map_err(|error| refused().caused_by(error))?;
    Ok((name, value))
}

/// The text of a UUID of version 4 with these random bytes.
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_uuids_of_version_4() {
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        let (name, one) = new_key("Idempotency-Key").unwrap();
        let (_, other) = new_key("Idempotency-Key").unwrap();
        assert_eq!(name, "idempotency-key");
        assert_ne!(one, other);
    }
}
