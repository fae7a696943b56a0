//! How APIs word their errors: the trait, and the formats that many share. Which declared error it is, is decided elsewhere.

use std::ops::Range;

use http::header::CONTENT_TYPE;
use http::response::Parts;
use serde_json::value::RawValue;

use super::json;
use super::json_walk::texts;

/// How an API words its errors. One for each client; [`Detect`] is the default.
///
/// ```
/// use sigpost::{Client, ErrorBody, ErrorFormat};
///
/// /// Errors as `<code>: <message>` in plain text.
/// struct PlainText;
///
/// impl ErrorFormat for PlainText {
///     fn read(&self, _: &http::response::Parts, body: &[u8]) -> Option<ErrorBody> {
///         let (code, message) = std::str::from_utf8(body).ok()?.split_once(": ")?;
///         Some(ErrorBody::new().code(code).message(message))
///     }
/// }
///
/// let client = Client::builder("https://api.example.com").error_format(PlainText).build()?;
/// # Ok::<(), sigpost::RequestError>(())
/// ```
pub trait ErrorFormat: Send + Sync + 'static {
    /// Reads the error from an answer that is no success; `None` if it is not in this format.
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody>;

    /// Reads the error from an answer with a success status, for APIs that send errors so (`{"ok": false}`).
    /// `None`, as by default, means that the answer is a success indeed. It is declared as `code = 200`.
    fn read_success(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        let _ = (head, body);
        None
    }

    /// As [`read`](Self::read); what is found may be kept as places in this very body.
    #[doc(hidden)]
    fn read_in_place(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        self.read(head, body)
    }
}

/// What an error format found in the body of an error.
#[derive(Debug, Default)]
pub struct ErrorBody {
    pub(crate) code: Option<Excerpt>,
    pub(crate) message: Option<Excerpt>,
    /// As JSON.
    pub(crate) detail: Option<Excerpt>,
}

/// What an error says of itself: a part of its body, which need not be there twice, or a text of its own.
#[derive(Debug)]
pub(crate) enum Excerpt {
    Own(Box<str>),
    Within(Range<usize>),
}

impl Excerpt {
    /// A part of the body.
    fn within(body: &[u8], part: &str) -> Self {
        let start = part.as_ptr() as usize - body.as_ptr() as usize;
        Self::Within(start..start + part.len())
    }

    pub(crate) fn text<'a>(&'a self, body: &'a [u8]) -> Option<&'a str> {
        match self {
            Self::Own(text) => Some(text),
            Self::Within(_) => std::str::from_utf8(self.bytes(body)?).ok(),
        }
    }

    /// The same, to be compared: that it is text need not be found out once more.
    pub(crate) fn bytes<'a>(&'a self, body: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Self::Own(text) => Some(text.as_bytes()),
            Self::Within(place) => body.get(place.clone()),
        }
    }
}

impl ErrorBody {
    /// An error of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the code: what programs tell errors apart by.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(Excerpt::Own(code.into().into()));
        self
    }

    /// Sets the message: what people read.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(Excerpt::Own(message.into().into()));
        self
    }

    /// The same without the body, of which an error may keep the beginning alone.
    pub(super) fn apart_from(mut self, body: &[u8]) -> Self {
        for excerpt in [&mut self.code, &mut self.message, &mut self.detail] {
            let text = excerpt.as_ref().and_then(|excerpt| excerpt.text(body));
            *excerpt = text.map(|text| Excerpt::Own(text.into()));
        }
        self
    }

    /// Sets the detail, a JSON text, which a declaration can give a type (`code = status => Detail`).
    #[must_use]
    pub fn detail(mut self, detail: Box<RawValue>) -> Self {
        self.detail = Some(Excerpt::Own(detail.into()));
        self
    }
}

/// The errors of Apia: `{"error": {"code": …, "description": …, "detail": …}}`.
///
/// Where there is no `detail`, it is the whole object in `error`; `type` serves for a missing code and `message` for a
/// missing description, so that APIs in the style of Stripe's or OpenAI's are read as well.
#[derive(Clone, Copy, Debug, Default)]
pub struct Apia;

impl ErrorFormat for Apia {
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        Some(self.read_in_place(head, body)?.apart_from(body))
    }

    fn read_in_place(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        let text = json::text(body).ok()?;
        let [code, r#type, description, message, detail] =
            texts(text, Some("error"), ["code", "type", "description", "message", "detail"])?;
        let detail = match detail {
            None => texts(text, None, ["error"])?[0],
            detail => detail,
        };
        Some(ErrorBody {
            code: Some(scalar(body, code).or_else(|| scalar(body, r#type))?),
            message: scalar(body, description).or_else(|| scalar(body, message)),
            detail: detail.map(|detail| Excerpt::within(body, detail)),
        })
    }
}

/// Problem details (RFC 9457). The code is `type`, or, where that is missing or `about:blank`, an extension member
/// `code`; the message is `detail` or `title`; the detail is the whole object, extension members and all.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProblemDetails;

impl ErrorFormat for ProblemDetails {
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        Some(self.read_in_place(head, body)?.apart_from(body))
    }

    fn read_in_place(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        let text = json::text(body).ok()?;
        let [r#type, title, detail, status, code] =
            texts(text, None, ["type", "title", "detail", "status", "code"])?;
        let problem = media_type(head)
            .is_some_and(|media| media.eq_ignore_ascii_case("application/problem+json"))
            || (title.is_some() && (r#type.is_some() || status.is_some()));
        problem.then(|| ErrorBody {
            code: scalar(body, r#type)
                .filter(|r#type| r#type.text(body) != Some("about:blank"))
                .or_else(|| scalar(body, code)),
            message: scalar(body, detail).or_else(|| scalar(body, title)),
            detail: Some(Excerpt::within(body, text.trim_ascii())),
        })
    }
}

/// The flat forms: `{"code": …, "message": …}`, and `{"error": …, "error_description": …}` as OAuth has it
/// (RFC 6749, section 5.2). The detail is the whole object.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flat;

impl ErrorFormat for Flat {
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        Some(self.read_in_place(head, body)?.apart_from(body))
    }

    fn read_in_place(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        let text = json::text(body).ok()?;
        let [code, error, message, error_description] =
            texts(text, None, ["code", "error", "message", "error_description"])?;
        let code = scalar(body, code).or_else(|| scalar(body, error));
        let message = scalar(body, message).or_else(|| scalar(body, error_description));
        (code.is_some() || message.is_some()).then(|| ErrorBody {
            code,
            message,
            detail: Some(Excerpt::within(body, text.trim_ascii())),
        })
    }
}

/// Whichever of [`Apia`], [`ProblemDetails`], and [`Flat`] fits, tried in this order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detect;

impl ErrorFormat for Detect {
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        if !json::without_mark(body).trim_ascii_start().starts_with(b"{") {
            return None;
        }
        Some(self.read_in_place(head, body)?.apart_from(body))
    }

    fn read_in_place(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        Apia.read_in_place(head, body)
            .or_else(|| ProblemDetails.read_in_place(head, body))
            .or_else(|| Flat.read_in_place(head, body))
    }
}

/// The text of a string in the body, or of a number, which some APIs use for codes.
fn scalar(body: &[u8], json: Option<&str>) -> Option<Excerpt> {
    let json = json?;
    match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        // Without escapes a string is what stands between the quotes.
        Some(string) if !has_escapes(string) => Some(Excerpt::within(body, string)),
        Some(_) => serde_json::from_str(json).ok().map(Excerpt::Own),
        None => {
            let is_number = json.starts_with(|first: char| first == '-' || first.is_ascii_digit());
            is_number.then(|| Excerpt::within(body, json))
        }
    }
}

/// All of it is looked at, sixteen bytes at a time, which takes less than to search for the first.
fn has_escapes(string: &str) -> bool {
    string.bytes().fold(false, |found, byte| found | (byte == b'\\'))
}

fn media_type(head: &Parts) -> Option<&str> {
    let value = head.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    fn read(
        format: impl ErrorFormat,
        media: &str,
        body: &str,
    ) -> Option<(Option<String>, Option<String>, String)> {
        let answer =
            http::Response::builder().status(StatusCode::BAD_REQUEST).header(CONTENT_TYPE, media).body(());
        let (head, ()) = answer.unwrap().into_parts();
        let read = |found: ErrorBody, body: &[u8]| {
            [found.code, found.message, found.detail]
                .map(|excerpt| excerpt.and_then(|excerpt| excerpt.text(body).map(str::to_owned)))
        };
        let found = read(format.read_in_place(&head, body.as_bytes())?, body.as_bytes());
        assert_eq!(read(format.read(&head, body.as_bytes())?, b""), found);
        let [code, message, detail] = found;
        Some((code, message, detail.unwrap_or_default()))
    }

    fn some(code: &str, message: &str, detail: &str) -> Option<(Option<String>, Option<String>, String)> {
        Some((Some(code.into()), Some(message.into()), detail.into()))
    }

    #[test]
    fn apia() {
        let body = r#"{"error":{"code":"validation_error","description":"No","detail":{"details":["x"]}}}"#;
        assert_eq!(
            read(Detect, "application/json", body),
            some("validation_error", "No", r#"{"details":["x"]}"#)
        );
        let null = r#"{"error":{"code":"unhandled_exception","description":null,"detail":{}}}"#;
        assert_eq!(
            read(Apia, "application/json", null),
            Some((Some("unhandled_exception".into()), None, "{}".into()))
        );
        let stripe = r#"{"error":{"type":"card_error","message":"Declined"}}"#;
        assert_eq!(
            read(Detect, "application/json", stripe),
            some("card_error", "Declined", r#"{"type":"card_error","message":"Declined"}"#)
        );
    }

    #[test]
    fn what_is_null_is_absent() {
        let apia = r#"{"error":{"type":"t","code":null,"description":null,"message":"m","detail":null}}"#;
        let whole = r#"{"type":"t","code":null,"description":null,"message":"m","detail":null}"#;
        assert_eq!(read(Detect, "application/json", apia), some("t", "m", whole));
        let flat =
            r#"{"type":"t","title":null,"code":null,"error":"e","message":null,"error_description":"m"}"#;
        assert_eq!(read(Detect, "application/json", flat), some("e", "m", flat));
    }

    #[test]
    fn members_with_escapes_and_those_of_other_objects() {
        let text = r#" {"x": {"code": 1}, "\u0065rror" : {"x": {"code": 2}, "c\u006fde" : "a\"b", "message": "é\\" } } "#;
        let detail = r#"{"x": {"code": 2}, "c\u006fde" : "a\"b", "message": "é\\" }"#;
        assert_eq!(read(Detect, "application/json", text), some("a\"b", "é\\", detail));
    }

    #[test]
    fn problem_details() {
        let body =
            r#"{"type":"https://e.com/credit","title":"No credit","detail":"You have 30","balance":30}"#;
        assert_eq!(
            read(Detect, "application/problem+json", body),
            some("https://e.com/credit", "You have 30", body)
        );
        let blank = r#"{"type":"about:blank","title":"Not Found","status":404,"code":"gone"}"#;
        assert_eq!(read(Detect, "application/json", blank), some("gone", "Not Found", blank));
    }

    #[test]
    fn flat() {
        let numbered = r#"{"code":10003,"message":"Unknown Channel"}"#;
        assert_eq!(read(Detect, "application/json", numbered), some("10003", "Unknown Channel", numbered));
        let oauth = r#"{"error":"invalid_grant","error_description":"Expired"}"#;
        assert_eq!(read(Detect, "application/json", oauth), some("invalid_grant", "Expired", oauth));
    }

    #[test]
    fn a_byte_order_mark_and_the_case_of_a_media_type_say_nothing() {
        for body in [
            r#"{"error":{"code":"c","description":"m","detail":1}}"#,
            r#"{"type":"c","title":"m","status":400}"#,
            r#"{"code":"c","message":"m"}"#,
        ] {
            let expected = read(Detect, "application/json", body);
            assert!(expected.is_some(), "{body}");
            assert_eq!(read(Detect, "application/json", &format!("\u{feff}{body}")), expected, "{body}");
        }
        let problem = r#"{"type":"c","detail":"m"}"#;
        assert_eq!(read(Detect, "Application/Problem+JSON", problem), some("c", "m", problem));
    }

    #[test]
    fn others_are_left_alone() {
        for body in ["<html>502</html>", "", "[]", "null", "{}", r#"{"user":{"id":1}}"#, r#"{"error":null}"#]
        {
            assert_eq!(read(Detect, "text/html", body), None, "{body}");
        }
    }
}
