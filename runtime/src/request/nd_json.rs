//! Newline-delimited JSON: a list, one value a line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::body::Body;
use super::body_param::{BodyParam, EncodeError};
use crate::response::kind;

/// A list that is sent as newline-delimited JSON: one value a line, with a newline behind each.
///
/// `L` is whatever serde takes as a list: a `Vec`, a slice, an array, a set, a tuple. The media type is
/// `application/x-ndjson`; `media = "application/jsonl"` says otherwise.
///
/// ```
/// use serde_json::json;
/// use sigpost::{Endpoint, NdJson, endpoint};
///
/// #[endpoint(POST "/<index>/_bulk")]
/// async fn bulk(index: &str, #[body] operations: NdJson<&[serde_json::Value]>);
///
/// let operations = [json!({"index": {}}), json!({"title": "Dune"}), json!({"delete": {"_id": "7"}})];
/// let request = bulk("books", NdJson(&operations)).to_request("https://h.example")?;
/// assert_eq!(request.headers()["content-type"], "application/x-ndjson");
/// let expected = "{\"index\":{}}\n{\"title\":\"Dune\"}\n{\"delete\":{\"_id\":\"7\"}}\n";
/// assert_eq!(request.body().as_bytes().unwrap(), expected);
/// # Ok::<(), sigpost::RequestError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NdJson<L>(pub L);

impl<L: Serialize> BodyParam<kind::Plain> for NdJson<L> {
    const MEDIA: &'static str = "application/x-ndjson";

    fn to_body(&self) -> Result<Body, EncodeError> {
        let (mut lines, mut depth) = (Vec::new(), 0);
        let formatter = Lines { depth: &mut depth };
        self.0.serialize(&mut Serializer::with_formatter(&mut lines, formatter)).map_err(EncodeError::new)?;
        if lines.last().is_some_and(|last| *last != b'\n') {
            return Err(EncodeError::new(not_a_list()));
        }
        Ok(Body::from(bytes::Bytes::from(lines)))
    }
}

fn not_a_list() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "only a list can be sent as newline-delimited JSON")
}

/// Leaves out the brackets and commas of the outermost list, and ends each of its elements with a newline.
struct Lines<'a> {
    /// In how many lists and objects what comes next is.
    depth: &'a mut usize,
}

impl Lines<'_> {
    fn open<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8], is_list: bool) -> io::Result<()> {
        *self.depth += 1;
        match (*self.depth, is_list) {
            (1, true) => Ok(()),
            (1, false) => Err(not_a_list()),
            _ => writer.write_all(bracket),
        }
    }

    fn close<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        *self.depth -= 1;
        if *self.depth == 0 { Ok(()) } else { writer.write_all(bracket) }
    }
}

impl Formatter for Lines<'_> {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[", true)
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first || *self.depth == 1 { Ok(()) } else { writer.write_all(b",") }
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        if *self.depth == 1 { writer.write_all(b"\n") } else { Ok(()) }
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{", false)
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn write_raw_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // In JSON a line break is only ever white space between values: strings have it escaped.
        writer.write_all(fragment.replace(['\n', '\r'], " ").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(value: impl Serialize) -> Option<String> {
        let body = NdJson(value).to_body().ok()?;
        Some(String::from_utf8(body.as_bytes()?.to_vec()).unwrap())
    }

    #[test]
    fn each_element_is_a_line() {
        assert_eq!(lines([0_u8; 0]).unwrap(), "");
        assert_eq!(lines(vec![vec![1, 2], vec![]]).unwrap(), "[1,2]\n[]\n");
        assert_eq!(lines((1, "a\nb", [Some(1), None])).unwrap(), "1\n\"a\\nb\"\n[1,null]\n");
        let raw = serde_json::value::RawValue::from_string("{\"a\":\n [1,\r\n2]}".into()).unwrap();
        assert_eq!(lines([raw]).unwrap(), "{\"a\":  [1,  2]}\n");
    }

    #[test]
    fn only_lists_have_lines() {
        assert_eq!(lines(1), None);
        assert_eq!(lines("a\n"), None);
        assert_eq!(lines(serde_json::json!({"a": [1]})), None);
    }
}
