//! A `multipart/form-data` body on the wire (RFC 7578, and RFC 2046, section 5.1): the boundary, the heads of the parts,
//! and their contents one after the other, streams as they come.

use std::fmt::{self, Write as _};
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::body::BoxError;
use super::multipart::{NamedPart, PartContent};
use super::stream::Reading;

/// The parts on their way.
pub(crate) struct MultipartBody {
    form: Arc<Form>,
    /// Which of the parts begins next; their number means the end.
    next: usize,
    content: Option<Content>,
    /// How many bytes were given.
    sent: u64,
}

struct Form {
    parts: Vec<NamedPart>,
    boundary: String,
    /// Of the whole body, if that of every part is known.
    length: Option<u64>,
}

enum Content {
    Bytes(Bytes),
    Stream(Reading),
}

impl MultipartBody {
    pub(super) fn new(parts: Vec<NamedPart>) -> Self {
        let mut boundary = random_boundary();
        while parts.iter().any(|part| contains_delimiter(part, &boundary)) {
            boundary = random_boundary();
        }
        let mut form = Form { parts, boundary, length: None };
        form.length = (0..=form.parts.len()).map(|index| form.length_at(index)).sum();
        Self::of(Arc::new(form))
    }

    fn of(form: Arc<Form>) -> Self {
        Self { form, next: 0, content: None, sent: 0 }
    }

    /// The same from its beginning, unless a part of it can be had only once.
    pub(super) fn again(&self) -> Option<Self> {
        let once = |part: &NamedPart| match &part.part.content {
            PartContent::Bytes(_) => false,
            PartContent::Stream(stream) => Reading::new(stream.clone()).again().is_none(),
        };
        (!self.form.parts.iter().any(once)).then(|| Self::of(Arc::clone(&self.form)))
    }

    /// The same from its beginning, whether or not it can be had once more.
    pub(super) fn spare(&self) -> Self {
        Self::of(Arc::clone(&self.form))
    }

    /// Whether a part of it is gone, which can be had only once.
    pub(super) fn is_spent(&self) -> bool {
        self.form.parts.iter().any(|part| match &part.part.content {
            PartContent::Bytes(_) => false,
            PartContent::Stream(stream) => stream.check().is_err(),
        })
    }

    pub(super) fn boundary(&self) -> &str {
        &self.form.boundary
    }

    pub(super) fn parts(&self) -> &[NamedPart] {
        &self.form.parts
    }

    /// How many bytes are still to come, where that is known.
    pub(super) fn remaining(&self) -> Option<u64> {
        self.form.length.map(|length| length.saturating_sub(self.sent))
    }

    pub(super) fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let data = loop {
            match &mut self.content {
                None if self.next > self.form.parts.len() => return Poll::Ready(None),
                None => {
                    let head = self.form.head(self.next);
                    self.content = self.form.parts.get(self.next).map(|part| match &part.part.content {
                        PartContent::Bytes(bytes) => Content::Bytes(bytes.clone()),
                        PartContent::Stream(stream) => Content::Stream(Reading::new(stream.clone())),
                    });
                    self.next += 1;
                    break Bytes::from(head);
                }
                Some(Content::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.content = None;
                    if !bytes.is_empty() {
                        break bytes;
                    }
                }
                Some(Content::Stream(reading)) => match ready!(reading.poll_data(context)) {
                    Some(Ok(data)) => break data,
                    Some(Err(error)) => {
                        // There is no going on behind a part that broke off.
                        self.content = None;
                        self.next = usize::MAX;
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => self.content = None,
                },
            }
        };
        self.sent += data.len() as u64;
        Poll::Ready(Some(Ok(data)))
    }

    /// The parts as arguments of `curl`. What is no text there is to be read from a file of the part's name.
    pub(crate) fn curl_arguments(&self) -> impl Iterator<Item = String> {
        self.form.parts.iter().map(|NamedPart { name, part }| {
            let text = match &part.content {
                PartContent::Bytes(bytes) if part.file_name.is_none() => std::str::from_utf8(bytes).ok(),
                _ => None,
            };
            let mut argument = match text {
                Some(text) => format!("{name}={}", quoted(text)),
                None => format!("{name}=@{}", quoted(part.file_name.as_deref().unwrap_or("-"))),
            };
            if let Some(media_type) = &part.media_type {
                let _ = write!(argument, ";type={media_type}");
            }
            argument
        })
    }
}

impl Form {
    /// What stands before the content of a part, or behind the last.
    fn head(&self, index: usize) -> String {
        let line_break = if index == 0 { "" } else { "\r\n" };
        let mut head = format!("{line_break}--{}", self.boundary);
        let Some(NamedPart { name, part }) = self.parts.get(index) else {
            head.push_str("--\r\n");
            return head;
        };
        head.push_str("\r\nContent-Disposition: form-data; name=\"");
        push_escaped(&mut head, name);
        if let Some(file_name) = &part.file_name {
            head.push_str("\"; filename=\"");
            push_escaped(&mut head, file_name);
        }
        head.push_str("\"\r\n");
        if let Some(media_type) = &part.media_type {
            let _ = write!(head, "Content-Type: {media_type}\r\n");
        }
        head.push_str("\r\n");
        head
    }

    /// How long a part is with its head.
    fn length_at(&self, index: usize) -> Option<u64> {
        let content = match self.parts.get(index).map(|part| &part.part.content) {
            None => Some(0),
            Some(PartContent::Bytes(bytes)) => Some(bytes.len() as u64),
            Some(PartContent::Stream(stream)) => stream.length(),
        };
        content.and_then(|content| content.checked_add(self.head(index).len() as u64))
    }
}

/// Names as forms of HTML have them: of all that could end the quotes or the line, nothing is left. Nor is anything left
/// of other control characters, for which HTML has no rule, and with which parsers refuse the head of the part.
/// <https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data>
fn push_escaped(out: &mut String, name: &str) {
    for character in name.chars() {
        match character {
            '"' => out.push_str("%22"),
            '\t' => out.push('\t'),
            control if control.is_ascii_control() => {
                let _ = write!(out, "%{:02X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
}

/// 128 bits that nobody who gives a part its content can guess: they come from hashes with keys of the system's
/// randomness.
fn random_boundary() -> String {
    let random = |number: u64| {
        let mut hasher = std::hash::RandomState::new().build_hasher();
        hasher.write_u64(number);
        hasher.finish()
    };
    format!("sigpost-{:016x}{:016x}", random(1), random(2))
}

/// Whether a line of a part that is at hand begins as a delimiter does.
fn contains_delimiter(part: &NamedPart, boundary: &str) -> bool {
    let PartContent::Bytes(bytes) = &part.part.content else { return false };
    let is_delimiter =
        |line: &[u8]| line.strip_prefix(b"--").is_some_and(|rest| rest.starts_with(boundary.as_bytes()));
    bytes.split(|byte| *byte == b'\n').any(is_delimiter)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl fmt::Display for MultipartBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, NamedPart { name, part }) in self.form.parts.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{name}=")?;
            match &part.content {
                PartContent::Bytes(bytes)
                    if part.file_name.is_none() && std::str::from_utf8(bytes).is_ok() =>
                {
                    f.write_str(&quoted(&String::from_utf8_lossy(bytes)))?;
                }
                content => write!(f, "{content:?}")?,
            }
            if let Some(file_name) = &part.file_name {
                write!(f, ";filename={}", quoted(file_name))?;
            }
            if let Some(media_type) = &part.media_type {
                write!(f, ";type={media_type}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::multipart::Part;

    #[test]
    fn a_boundary_stands_in_no_part() {
        let boundary = random_boundary();
        assert_ne!(boundary, random_boundary());
        assert!(boundary.len() <= 70, "RFC 2046, section 5.1.1");
        let part = |content: String| NamedPart { name: "a".into(), part: Part::text(content) };
        assert!(contains_delimiter(&part(format!("--{boundary}")), &boundary));
        assert!(contains_delimiter(&part(format!("x\r\n--{boundary}--")), &boundary));
        assert!(!contains_delimiter(&part(format!("x--{boundary}\r\n-- ")), &boundary));
    }
}
