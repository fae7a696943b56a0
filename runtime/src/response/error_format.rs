//! How APIs word their errors: the trait, and the formats that many share. Which declared error it is, is decided elsewhere.

use http::header::CONTENT_TYPE;
use http::response::Parts;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::json;

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
}

/// What an error format found in the body of an error.
#[derive(Debug, Default)]
pub struct ErrorBody {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) detail: Option<Box<RawValue>>,
}

impl ErrorBody {
    /// An error of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the code: what programs tell errors apart by.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets the message: what people read.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Sets the detail, a JSON text, which a declaration can give a type (`code = status => Detail`).
    #[must_use]
    pub fn detail(mut self, detail: Box<RawValue>) -> Self {
        self.detail = Some(detail);
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
    fn read(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Envelope<E> {
            error: E,
        }
        #[derive(Deserialize)]
        struct Members<'a> {
            #[serde(borrow)]
            code: Option<&'a RawValue>,
            #[serde(borrow)]
            r#type: Option<&'a RawValue>,
            #[serde(borrow)]
            description: Option<&'a RawValue>,
            #[serde(borrow)]
            message: Option<&'a RawValue>,
            #[serde(borrow)]
            detail: Option<&'a RawValue>,
        }
        let text = json::text(body).ok()?;
        let members = serde_json::from_str::<Envelope<Members<'_>>>(text).ok()?.error;
        Some(ErrorBody {
            code: Some(members.code.and_then(scalar).or_else(|| members.r#type.and_then(scalar))?),
            message: members.description.or(members.message).and_then(scalar),
            detail: match members.detail {
                Some(detail) => Some(detail.to_owned()),
                None => Some(serde_json::from_str::<Envelope<&RawValue>>(text).ok()?.error.to_owned()),
            },
        })
    }
}

/// Problem details (RFC 9457). The code is `type`, or, where that is missing or `about:blank`, an extension member
/// `code`; the message is `detail` or `title`; the detail is the whole object, extension members and all.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProblemDetails;

impl ErrorFormat for ProblemDetails {
    fn read(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Members<'a> {
            #[serde(borrow)]
            r#type: Option<&'a RawValue>,
            #[serde(borrow)]
            title: Option<&'a RawValue>,
            #[serde(borrow)]
            detail: Option<&'a RawValue>,
            #[serde(borrow)]
            status: Option<&'a RawValue>,
            #[serde(borrow)]
            code: Option<&'a RawValue>,
        }
        let whole: &RawValue = serde_json::from_str(json::text(body).ok()?).ok()?;
        let members: Members<'_> = serde_json::from_str(whole.get()).ok()?;
        let problem = media_type(head)
            .is_some_and(|media| media.eq_ignore_ascii_case("application/problem+json"))
            || (members.title.is_some() && (members.r#type.is_some() || members.status.is_some()));
        let code = || {
            let r#type = members.r#type.and_then(scalar).filter(|r#type| r#type != "about:blank");
            r#type.or_else(|| members.code.and_then(scalar))
        };
        problem.then(|| ErrorBody {
            code: code(),
            message: members.detail.and_then(scalar).or_else(|| members.title.and_then(scalar)),
            detail: Some(whole.to_owned()),
        })
    }
}

/// The flat forms: `{"code": …, "message": …}`, and `{"error": …, "error_description": …}` as OAuth has it
/// (RFC 6749, section 5.2). The detail is the whole object.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flat;

impl ErrorFormat for Flat {
    fn read(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Members<'a> {
            #[serde(borrow)]
            code: Option<&'a RawValue>,
            #[serde(borrow)]
            error: Option<&'a RawValue>,
            #[serde(borrow)]
            message: Option<&'a RawValue>,
            #[serde(borrow)]
            error_description: Option<&'a RawValue>,
        }
        let whole: &RawValue = serde_json::from_str(json::text(body).ok()?).ok()?;
        let members: Members<'_> = serde_json::from_str(whole.get()).ok()?;
        let code = members.code.and_then(scalar).or_else(|| members.error.and_then(scalar));
        let message = members.message.and_then(scalar).or_else(|| members.error_description.and_then(scalar));
        (code.is_some() || message.is_some()).then(|| ErrorBody {
            code,
            message,
            detail: Some(whole.to_owned()),
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
        Apia.read(head, body).or_else(|| ProblemDetails.read(head, body)).or_else(|| Flat.read(head, body))
    }
}

/// The text of a string, or of a number, which some APIs use for codes.
fn scalar(value: &RawValue) -> Option<String> {
    let text = value.get();
    match text.as_bytes().first()? {
        // Without escapes a string is what stands between the quotes.
        b'"' if !text.contains('\\') => Some(text.trim_matches('"').to_owned()),
        b'"' => serde_json::from_str(text).ok(),
        b'-' | b'0'..=b'9' => Some(text.to_owned()),
        _ => None,
    }
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
        let found = format.read(&head, body.as_bytes())?;
        Some((
            found.code,
            found.message,
            found.detail.map(|detail| detail.get().to_owned()).unwrap_or_default(),
        ))
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
