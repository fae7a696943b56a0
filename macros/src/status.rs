//! HTTP statuses: how they are written in a declaration, and their names, as the `http` crate has them.

/// What an error entry, or a variant of an answer, says of the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Status {
    Exact(u16),
    Class(u16),
    /// Whatever no other entry takes.
    Any,
}

impl Status {
    /// Reads `404`, `4XX`, and `5xx`; where there is a code, `200` as well, since some APIs send errors so.
    ///
    /// # Errors
    /// If this is no status of an error: what to say about it.
    pub(crate) fn parse(text: &str, has_code: bool) -> Result<Self, String> {
        if let Some(class) = text.strip_suffix("XX").or_else(|| text.strip_suffix("xx")) {
            return match class {
                "4" => Ok(Self::Class(4)),
                "5" => Ok(Self::Class(5)),
                _ => Err(format!("`{text}` is no class of error statuses\nhelp: write `4XX` or `5XX`")),
            };
        }
        match text.parse() {
            Ok(status @ 400..=599) => Ok(Self::Exact(status)),
            Ok(200) if has_code => Ok(Self::Exact(200)),
            Ok(status @ 200..=299) => Err(format!(
                "{status} is the status of a success\nhelp: the status of an error is between 400 and 599"
            )),
            Ok(status @ 300..=399) => Err(format!(
                "{status} is the status of a redirection\nhelp: the status of an error is between 400 and 599; \
                 `#[status({status})]` in an enum with `#[derive(FromResponse)]` makes an answer of it"
            )),
            _ => {
                let help = match Self::meant(text) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "write a number between 400 and 599, or `4XX` or `5XX`".to_owned(),
                };
                Err(format!("`{text}` is no status of an error\nhelp: {help}"))
            }
        }
    }

    /// `404` of `"404"`, `404u16`, and the like; `4XX` of `40X`.
    fn meant(text: &str) -> Option<String> {
        let text = text.trim_matches(|mark| matches!(mark, '"' | '-'));
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        match (digits.len(), digits.chars().next()) {
            (3, Some('4' | '5')) => Some(digits),
            (1 | 2, Some(class @ ('4' | '5'))) if text.to_lowercase().ends_with('x') => {
                Some(format!("{class}XX"))
            }
            _ => None,
        }
    }

    /// Reads any status that an answer can have: `200`, `304`, `2XX`, and `101`, the one of the 1XX that is no interim answer.
    ///
    /// # Errors
    /// If this is none: what to say about it.
    pub(crate) fn parse_any(text: &str) -> Result<Self, String> {
        if let Some(class) = text.strip_suffix("XX").or_else(|| text.strip_suffix("xx")) {
            return match class.parse() {
                Ok(class @ 2..=5) => Ok(Self::Class(class)),
                _ => Err(format!(
                    "`{text}` is no class of statuses\nhelp: write `2XX`, `3XX`, `4XX`, or `5XX`"
                )),
            };
        }
        match text.parse() {
            Ok(status @ (101 | 200..=599)) => Ok(Self::Exact(status)),
            _ => Err(format!(
                "`{text}` is no status of an answer\nhelp: write a number between 200 and 599, or a class as `2XX`"
            )),
        }
    }

    /// `404 Not Found`, `5XX`.
    pub(crate) fn describe(self) -> String {
        match self {
            Self::Any => "any other error".to_owned(),
            Self::Class(class) => format!("{class}XX"),
            Self::Exact(status) => match reason(status) {
                Some(reason) => format!("{status} {reason}"),
                None => status.to_string(),
            },
        }
    }
}

/// The number of `NOT_FOUND`, as the `http` crate has it.
pub(crate) fn number_of(constant: &str) -> Option<u16> {
    (400..600).find(|status| {
        reason(*status).is_some_and(|reason| reason.to_uppercase().replace(' ', "_") == constant)
    })
}

/// `NotFound` for `404`.
pub(crate) fn name_of(status: &str) -> Option<String> {
    reason(status.parse().ok()?).map(|reason| reason.replace(' ', ""))
}

/// `404` for `NotFound`; none for what no status is named.
pub(crate) fn status_of(name: &str) -> Option<String> {
    let mut statuses = (400..600_u16).map(|status| status.to_string());
    statuses.find(|status| name_of(status).is_some_and(|known| known == name))
}

fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Payload Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Entity",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        507 => "Insufficient Storage",
        _ => return None,
    })
}
