//! What a parameter becomes in a `multipart/form-data` body (RFC 7578): text, JSON, and files. How parts stand on the
//! wire is `multipart_body`'s knowledge.

use serde::Serialize;
use serde_json::value::RawValue;

use super::body_param::EncodeError;
use super::query::ListStyle;
use super::stream::StreamBody;
use crate::response::kind;

/// A part of a multipart body with a content of its own: most often a file.
///
/// ```
/// use sigpost::{Part, endpoint};
///
/// #[endpoint(POST "/files", multipart)]
/// async fn upload(purpose: &str, file: Part, preview: Option<Part>);
///
/// let file = Part::bytes("a,b\r\n").file_name("points.csv").media_type("text/csv");
/// let request = upload("analysis", file);
/// assert_eq!(
///     format!("{request:?}"),
///     r#"upload: POST /files, purpose="analysis"; file=<5 bytes>;filename="points.csv";type=text/csv"#
/// );
/// ```
///
/// A large one need not be in memory: [`Part::stream`] takes any stream of bytes, and `Part::from_path`, with the feature
/// `fs`, a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(super) content: PartContent,
    pub(super) file_name: Option<String>,
    pub(super) media_type: Option<String>,
}

#[derive(Clone, PartialEq)]
pub(super) enum PartContent {
    Bytes(bytes::Bytes),
    Stream(StreamBody),
}

impl Part {
    /// Bytes at hand. The media type is `application/octet-stream` where nothing else is said.
    pub fn bytes(content: impl Into<bytes::Bytes>) -> Self {
        Self::new(PartContent::Bytes(content.into()), Some(OCTETS))
    }

    /// Text. No media type is sent where none is said, which means `text/plain` (RFC 7578, section 4.4).
    pub fn text(content: impl Into<String>) -> Self {
        Self::new(PartContent::Bytes(content.into().into()), None)
    }

    /// Bytes that are sent as they come. The media type is `application/octet-stream` where nothing else is said.
    pub fn stream(content: StreamBody) -> Self {
        Self::new(PartContent::Stream(content), Some(OCTETS))
    }

    /// A file under its own name, sent as it is read. See [`StreamBody::from_path`].
    ///
    /// # Errors
    /// As [`StreamBody::from_path`].
    #[cfg(feature = "fs")]
    pub fn from_path(path: impl Into<std::path::PathBuf>) -> std::io::Result<Self> {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { file_name: name, ..Self::stream(StreamBody::from_path(path)?) })
    }

    fn new(content: PartContent, media_type: Option<&str>) -> Self {
        Self { content, file_name: None, media_type: media_type.map(str::to_owned) }
    }

    /// Says under which name it is sent.
    #[must_use]
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// Says what it is, as `image/png`.
    #[must_use]
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }
}

const OCTETS: &str = "application/octet-stream";

/// How long it is, and not what it is.
impl std::fmt::Debug for PartContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "<{} bytes>", bytes.len()),
            Self::Stream(stream) => std::fmt::Display::fmt(stream, f),
        }
    }
}

/// A part under the name that it has in the form.
#[derive(PartialEq)]
pub(super) struct NamedPart {
    pub(super) name: String,
    pub(super) part: Part,
}

/// A value that can be a member of a multipart body.
///
/// A [`Part`], or several in a `Vec`, goes there as it is. Of anything else that is [`Serialize`], plain values become
/// text, structs and maps become JSON (`application/json`), and a list becomes one part for each element, named by its
/// [list style](ListStyle), or, in the styles that join, one part in all. `K`, one of the [kinds](kind), keeps these
/// apart for the compiler, which infers it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in a multipart body",
    label = "this parameter is a part of the body",
    note = "a member of a multipart body is a `sigpost::Part`, which `Part::bytes` and `Part::stream` make, or implements `serde::Serialize`; for a local type, `#[derive(serde::Serialize)]`"
)]
pub trait PartParam<K> {
    /// Writes the parts.
    ///
    /// # Errors
    /// If the value cannot be sent.
    fn write_parts(&self, parts: &mut PartWriter<'_>) -> Result<(), EncodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> PartParam<kind::Json> for T {
    fn write_parts(&self, parts: &mut PartWriter<'_>) -> Result<(), EncodeError> {
        parts.json(serde_json::to_string(self))
    }
}

impl PartParam<kind::Plain> for Part {
    fn write_parts(&self, parts: &mut PartWriter<'_>) -> Result<(), EncodeError> {
        parts.part(self.clone())
    }
}

impl PartParam<kind::Plain> for [Part] {
    fn write_parts(&self, parts: &mut PartWriter<'_>) -> Result<(), EncodeError> {
        self.iter().try_for_each(|part| parts.element(part.clone()))
    }
}

impl PartParam<kind::Plain> for Vec<Part> {
    fn write_parts(&self, parts: &mut PartWriter<'_>) -> Result<(), EncodeError> {
        self.as_slice().write_parts(parts)
    }
}

#[diagnostic::do_not_recommend]
impl<T: PartParam<kind::Plain> + ?Sized> PartParam<kind::Plain> for &T {
    fn write_parts(&self, parts: &mut PartWriter<'_>) -> Result<(), EncodeError> {
        T::write_parts(self, parts)
    }
}

/// Takes the parts of one parameter.
pub struct PartWriter<'a> {
    parts: &'a mut Vec<NamedPart>,
    name: &'static str,
    style: ListStyle,
    elements: usize,
}

impl<'a> PartWriter<'a> {
    pub(super) fn new(parts: &'a mut Vec<NamedPart>, name: &'static str, style: ListStyle) -> Self {
        Self { parts, name, style, elements: 0 }
    }

    /// A part under the name of the parameter.
    ///
    /// # Errors
    /// If it is a stream that was sent already, or its media type cannot stand in a header field.
    pub fn part(&mut self, part: Part) -> Result<(), EncodeError> {
        self.push(self.name.to_owned(), part)
    }

    /// A part that is the next element of a list, under the name that the list style gives it.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn element(&mut self, part: Part) -> Result<(), EncodeError> {
        let name = match self.style {
            ListStyle::Brackets => format!("{}[]", self.name),
            ListStyle::Indexed => format!("{}[{}]", self.name, self.elements),
            _ => self.name.to_owned(),
        };
        self.elements += 1;
        self.push(name, part)
    }

    fn push(&mut self, name: String, part: Part) -> Result<(), EncodeError> {
        if let PartContent::Stream(stream) = &part.content {
            stream.check()?;
        }
        if let Some(media_type) = &part.media_type {
            http::HeaderValue::from_str(media_type).map_err(EncodeError::new)?;
        }
        self.parts.push(NamedPart { name, part });
        Ok(())
    }

    /// What a value becomes, by what it is in JSON: so that of each type only its own serialization is compiled.
    fn json(&mut self, json: serde_json::Result<String>) -> Result<(), EncodeError> {
        let json = json.map_err(EncodeError::new)?;
        if self.style == ListStyle::Json {
            return self.part(json_part(json));
        }
        if !json.starts_with('[') {
            return self.part(single(&json)?);
        }
        let elements: Vec<&RawValue> = serde_json::from_str(&json).map_err(EncodeError::new)?;
        let separator = match self.style {
            ListStyle::Comma => ",",
            ListStyle::Space => " ",
            ListStyle::Pipe => "|",
            _ => return elements.into_iter().try_for_each(|element| self.element(single(element.get())?)),
        };
        let texts: Result<Vec<String>, EncodeError> =
            elements.into_iter().map(|element| plain(element.get())).collect();
        let texts = texts?;
        if texts.is_empty() { Ok(()) } else { self.part(Part::text(texts.join(separator))) }
    }
}

fn json_part(json: impl Into<String>) -> Part {
    Part::text(json).media_type("application/json")
}

/// The part that a value becomes that is no list.
fn single(json: &str) -> Result<Part, EncodeError> {
    if json.starts_with(['{', '[']) { Ok(json_part(json)) } else { plain(json).map(Part::text) }
}

/// The text of a plain value.
fn plain(json: &str) -> Result<String, EncodeError> {
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).map_err(EncodeError::new),
        Some(b'{' | b'[') => Err(EncodeError::new("only plain values can be joined into one part")),
        _ if json == "null" => Ok(String::new()),
        _ => Ok(json.to_owned()),
    }
}
