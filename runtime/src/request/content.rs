//! The body of a request while it is being written: nothing yet, members in one of the encodings, or one whole value.
//! How each of them looks on the wire stands in `body`, `query`, and `multipart_body`.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::body::{Body, FieldParam, FormParam, JsonBody};
use super::body_param::{BodyParam, EncodeError};
use super::joined::QueryError;
use super::multipart::{NamedPart, Part, PartParam, PartWriter};
use super::multipart_body::MultipartBody;
use super::query::{self, ListStyle};
use super::{RequestEncoder, RequestError, RequestFault, addition, curl};

/// The body.
impl RequestEncoder<'_> {
    /// A member of a JSON body.
    pub fn field<T: FieldParam + ?Sized>(&mut self, name: &'static str, value: &T) {
        if self.hides() {
            self.redacted_field(name);
        } else if let Some(out) = self.json_member(name) {
            let result = serde_json::to_writer(out, value);
            self.note_json(name, result);
        }
    }

    /// A member of a JSON body, left out if the value is `None`.
    pub fn optional_field<T: FieldParam>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.field(name, value),
            None => self.json_object(name),
        }
    }

    /// A member of a form (`application/x-www-form-urlencoded`): pairs as in a query, none for `None`.
    pub fn form_field<T: FieldParam + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.form_field_styled(name, self.setting.list_style, value);
    }

    /// A member of a form, with a list style of its own.
    pub fn form_field_styled<T: FieldParam + ?Sized>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        value: &T,
    ) {
        if let Some(pairs) = self.form(name) {
            let start = pairs.len();
            let result = query::write_pairs(pairs, name, style, value);
            self.note_form(name, start, result);
        }
    }

    /// The members of a struct or map as those of a form, each under its own name; `parameter` is for errors.
    pub fn form_fields<T: FormParam + ?Sized>(&mut self, parameter: &'static str, value: &T) {
        let style = self.setting.list_style;
        if let Some(pairs) = self.form(parameter) {
            let start = pairs.len();
            let result = query::write_fields(pairs, style, value);
            self.note_form(parameter, start, result);
        }
    }

    /// A member of a multipart body (RFC 7578).
    pub fn part<K, T: PartParam<K> + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.part_styled(name, self.setting.list_style, value);
    }

    /// A member of a multipart body, with a list style of its own.
    pub fn part_styled<K, T: PartParam<K> + ?Sized>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        value: &T,
    ) {
        let hides = self.hides();
        let parts = self.content.parts();
        if hides {
            let result =
                parts.and_then(|parts| PartWriter::new(parts, name, style).part(Part::text(curl::REDACTED)));
            return self.note_body(name, result);
        }
        let result = parts.and_then(|parts| value.write_parts(&mut PartWriter::new(parts, name, style)));
        self.note_body(name, result);
    }

    /// A member of a multipart body, left out if the value is `None`.
    pub fn optional_part<K, T: PartParam<K>>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional_part_styled(name, self.setting.list_style, value);
    }

    /// A member of a multipart body, with a list style of its own, left out if the value is `None`.
    pub fn optional_part_styled<K, T: PartParam<K>>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        value: &Option<T>,
    ) {
        match value {
            Some(value) => self.part_styled(name, style, value),
            None => {
                let result = self.content.parts().map(|_| ());
                self.note_body(name, result);
            }
        }
    }

    /// The whole body, as its type says; `parameter` is for errors.
    pub fn body<K, T: BodyParam<K> + ?Sized>(&mut self, parameter: &'static str, value: &T) {
        let body = if self.hides() { Ok(redacted_body(T::MEDIA)) } else { value.to_body() };
        self.whole(parameter, T::MEDIA, body);
    }

    /// The whole body, none if the value is `None`.
    pub fn optional_body<K, T: BodyParam<K>>(&mut self, parameter: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.body(parameter, value),
            None => self.sensitive = false,
        }
    }

    /// A member of the JSON object that is the whole body, in the place of one of its name; the object if there is no body.
    pub fn body_member<T: FieldParam + ?Sized>(&mut self, name: &'static str, value: &T) {
        let result = match &self.content {
            Content::Nothing => return self.field(name, value),
            // What stands for a secret body has no members.
            Content::Whole { .. } if self.setting.shown => self.content.set_member(name, value).or(Ok(())),
            _ => self.content.set_member(name, value),
        };
        self.note_body(name, result);
    }

    fn redacted_field(&mut self, name: &'static str) {
        if let Some(out) = self.json_member(name) {
            let result = serde_json::to_writer(out, curl::REDACTED);
            self.note_json(name, result);
        }
    }

    fn json_member(&mut self, name: &'static str) -> Option<&mut Vec<u8>> {
        match self.content.json().and_then(|json| json.member(name).map_err(EncodeError::new)) {
            Ok(out) => Some(out),
            Err(error) => {
                note(&mut self.fault, &mut self.sensitive, name, error);
                None
            }
        }
    }

    fn json_object(&mut self, name: &'static str) {
        let result = self.content.json().map(JsonBody::open);
        self.note_body(name, result);
    }

    fn form(&mut self, name: &'static str) -> Option<&mut String> {
        match self.content.form() {
            Ok(pairs) => Some(pairs),
            Err(error) => {
                note(&mut self.fault, &mut self.sensitive, name, error);
                None
            }
        }
    }

    fn whole(&mut self, parameter: &'static str, media: &'static str, body: Result<Body, EncodeError>) {
        let result = body.and_then(|body| self.content.whole(media, body));
        self.note_body(parameter, result);
    }

    fn note_json(&mut self, parameter: &'static str, result: serde_json::Result<()>) {
        self.note_body(parameter, result.map_err(EncodeError::new));
    }

    /// What became of a member whose pairs begin at `start`.
    fn note_form(&mut self, parameter: &'static str, start: usize, result: Result<(), QueryError>) {
        if self.hides()
            && let Content::Form(pairs) = &mut self.content
            && pairs.len() > start
        {
            pairs.truncate(start);
            query::push_redacted_member(pairs, parameter);
        }
        self.note_body(parameter, result.map_err(EncodeError::new));
    }

    fn note_body(&mut self, parameter: &'static str, result: Result<(), EncodeError>) {
        match result {
            Ok(()) => self.sensitive = false,
            Err(error) => note(&mut self.fault, &mut self.sensitive, parameter, error),
        }
    }

    /// Says of what media type the body is: that of a header before that of the declaration before the usual one.
    pub(super) fn describe(&mut self, content: Finished) -> Body {
        let media = self.spec.media.unwrap_or(content.media);
        match content.boundary {
            None => self.constant_header(CONTENT_TYPE, media),
            // Nothing else than this body knows the boundary, without which nobody can read it.
            Some(boundary) => {
                self.header_field(CONTENT_TYPE.as_str(), &format_args!("{media}; boundary={boundary}"));
            }
        }
        content.body
    }
}

/// Keeps the first fault. What the type of a secret says about it may have the value in it.
fn note(fault: &mut Option<RequestError>, sensitive: &mut bool, parameter: &'static str, error: EncodeError) {
    let is_secret = std::mem::take(sensitive);
    fault.get_or_insert_with(|| {
        let fault = RequestError::new(RequestFault::Body { parameter });
        if is_secret { fault } else { fault.caused_by(error.into_cause()) }
    });
}

/// What is shown of a body that is a secret.
fn redacted_body(media: &str) -> Body {
    let shown = match media {
        "application/json" => format!("\"{}\"", curl::REDACTED),
        _ => curl::REDACTED.to_owned(),
    };
    Body::from(Bytes::from(shown))
}

#[derive(Default)]
pub(super) enum Content {
    #[default]
    Nothing,
    Json(JsonBody),
    /// Pairs, as in a query.
    Form(String),
    Multipart(Vec<NamedPart>),
    Whole {
        media: &'static str,
        body: Body,
    },
}

impl Content {
    pub(super) fn json(&mut self) -> Result<&mut JsonBody, EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Json(JsonBody::default());
        }
        match self {
            Self::Json(json) => Ok(json),
            _ => Err(EncodeError::new(OTHER_ENCODING)),
        }
    }

    pub(super) fn form(&mut self) -> Result<&mut String, EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Form(String::new());
        }
        match self {
            Self::Form(pairs) => Ok(pairs),
            _ => Err(EncodeError::new(OTHER_ENCODING)),
        }
    }

    pub(super) fn parts(&mut self) -> Result<&mut Vec<NamedPart>, EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Multipart(Vec::new());
        }
        match self {
            Self::Multipart(parts) => Ok(parts),
            _ => Err(EncodeError::new(OTHER_ENCODING)),
        }
    }

    pub(super) fn whole(&mut self, media: &'static str, body: Body) -> Result<(), EncodeError> {
        if let Self::Nothing = self {
            *self = Self::Whole { media, body };
            return Ok(());
        }
        Err(EncodeError::new(OTHER_ENCODING))
    }

    fn set_member<T: FieldParam + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), EncodeError> {
        let Self::Whole { body, .. } = self else { return Err(EncodeError::new(OTHER_ENCODING)) };
        let value = serde_json::value::to_raw_value(value).map_err(EncodeError::new)?;
        let json = body.as_bytes().and_then(|known| addition::with_member(known, name, &value));
        let json = json.ok_or_else(|| EncodeError::new("the body that it belongs to is no JSON object"))?;
        *body = Body::from(Bytes::from(json));
        Ok(())
    }

    /// The finished body, if there is one.
    pub(super) fn finish(self) -> Option<Finished> {
        match self {
            Self::Nothing => None,
            Self::Json(json) => Some(Finished::new("application/json", Body::from(json.finish()))),
            Self::Form(pairs) => {
                Some(Finished::new("application/x-www-form-urlencoded", Body::from(Bytes::from(pairs))))
            }
            Self::Multipart(parts) => {
                let body = MultipartBody::new(parts);
                let boundary = Some(body.boundary().to_owned());
                Some(Finished { media: "multipart/form-data", boundary, body: Body::multipart(body) })
            }
            Self::Whole { media, body } => Some(Finished::new(media, body)),
        }
    }
}

const OTHER_ENCODING: &str = "the body is written already, or in another encoding";

/// A body with what is said about it.
pub(super) struct Finished {
    /// The media type that is usual.
    pub(super) media: &'static str,
    /// What separates its parts.
    pub(super) boundary: Option<String>,
    pub(super) body: Body,
}

impl Finished {
    fn new(media: &'static str, body: Body) -> Self {
        Self { media, boundary: None, body }
    }
}
