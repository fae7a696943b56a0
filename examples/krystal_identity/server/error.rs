//! The errors of the API and the one shape they are answered in. When each of them occurs is decided
//! elsewhere.

use std::borrow::Cow;

use axum::http::StatusCode;
use serde::Serialize;

#[derive(Debug)]
pub(super) struct Error {
    pub(super) status: StatusCode,
    code: &'static str,
    description: Option<Cow<'static, str>>,
    // Boxed because every checked argument passes through a `Result` with this error.
    detail: Box<Detail>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Detail {
    Empty {},
    Messages { details: Vec<String> },
    Message { details: Option<String> },
    Scopes { scopes: &'static [&'static str] },
    Missing { path: Vec<&'static str>, argument: MissingArgument },
    Invalid(InvalidArgument),
}

#[derive(Debug, Serialize)]
struct MissingArgument {
    name: &'static str,
    description: Option<&'static str>,
}

/// What an `invalid_argument` says of the argument in question.
#[derive(Debug, Serialize)]
pub(super) struct InvalidArgument {
    pub(super) path: Vec<&'static str>,
    pub(super) index: Option<usize>,
    pub(super) issue: Issue,
    pub(super) issue_description: Option<&'static str>,
    pub(super) errors: Vec<&'static str>,
    pub(super) argument: NamedArgument,
}

#[derive(Debug, Serialize)]
pub(super) struct NamedArgument {
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) description: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Issue {
    InvalidScalar,
    ParseError,
    ArrayExpected,
    ObjectExpected,
    ValidationErrors,
    MissingLookupValue,
    AmbiguousLookupValues,
}

impl Issue {
    /// Apia has no text for some of the issues.
    pub(super) fn description(self) -> Option<&'static str> {
        match self {
            Self::InvalidScalar => Some("The value provided was not of an appropriate type for the scalar."),
            Self::ParseError => Some("The value provided could not be parsed into an appropriate value."),
            Self::MissingLookupValue => {
                Some("A value for a lookup has not been provided but one is required.")
            }
            Self::AmbiguousLookupValues => Some("More than one value has been provided for a lookup."),
            Self::ArrayExpected | Self::ObjectExpected | Self::ValidationErrors => None,
        }
    }
}

impl Error {
    /// An error that endpoints and lookups declare themselves and that says no more than its code.
    pub(super) fn declared(status: StatusCode, code: &'static str, description: &'static str) -> Self {
        Self { status, code, description: Some(description.into()), detail: Box::new(Detail::Empty {}) }
    }

    pub(super) fn validation(details: Vec<String>) -> Self {
        // The misspelling is the API's own.
        Self::declared(
            StatusCode::UNPROCESSABLE_ENTITY,
            "validation_error",
            "An error ocurred with the input provided",
        )
        .with_detail(Detail::Messages { details })
    }

    pub(super) fn route_not_found(method: &str, path: &str) -> Self {
        Self {
            description: Some(format!("No route matches '{path}' for {method}").into()),
            ..Self::declared(StatusCode::NOT_FOUND, "route_not_found", "")
        }
    }

    pub(super) fn missing_api_token() -> Self {
        Self::declared(
            StatusCode::UNAUTHORIZED,
            "missing_api_token",
            "No API token was provided with the request",
        )
    }

    pub(super) fn invalid_api_token(details: Option<&str>) -> Self {
        Self::declared(StatusCode::FORBIDDEN, "invalid_api_token", "The API token provided was not valid")
            .with_detail(Detail::Message { details: details.map(str::to_owned) })
    }

    pub(super) fn scope_not_granted(scopes: &'static [&'static str]) -> Self {
        Self::declared(
            StatusCode::FORBIDDEN,
            "scope_not_granted",
            "The scope required for this endpoint has not been granted to the authenticating identity",
        )
        .with_detail(Detail::Scopes { scopes })
    }

    pub(super) fn invalid_json_body(reason: String) -> Self {
        Self::declared(
            StatusCode::BAD_REQUEST,
            "invalid_json_body",
            "The JSON body provided with this request is invalid",
        )
        .with_detail(Detail::Message { details: Some(reason) })
    }

    pub(super) fn missing_argument(path: Vec<&'static str>, name: &'static str) -> Self {
        let description = format!("The '{}' argument is required but has not been provided", path.join("."));
        Self {
            description: Some(description.into()),
            ..Self::declared(StatusCode::BAD_REQUEST, "missing_required_argument", "")
                .with_detail(Detail::Missing { path, argument: MissingArgument { name, description: None } })
        }
    }

    pub(super) fn invalid_argument(argument: InvalidArgument) -> Self {
        let description = format!("The '{}' argument is invalid", argument.path.join("."));
        Self {
            description: Some(description.into()),
            ..Self::declared(StatusCode::BAD_REQUEST, "invalid_argument", "")
                .with_detail(Detail::Invalid(argument))
        }
    }

    /// What Apia makes of any exception that it doesn't know.
    pub(super) fn unhandled_exception() -> Self {
        Self {
            description: None,
            ..Self::declared(StatusCode::INTERNAL_SERVER_ERROR, "unhandled_exception", "")
        }
    }

    /// The JSON body of the answer.
    pub(super) fn body(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Envelope<'a> {
            error: Body<'a>,
        }
        #[derive(Serialize)]
        struct Body<'a> {
            code: &'a str,
            description: Option<&'a str>,
            detail: &'a Detail,
        }
        let error = Body { code: self.code, description: self.description.as_deref(), detail: &self.detail };
        // Only maps with odd keys and failing `Serialize` impls can't be written; there are neither.
        serde_json::to_vec(&Envelope { error }).unwrap_or_default()
    }

    fn with_detail(self, detail: Detail) -> Self {
        Self { detail: Box::new(detail), ..self }
    }

    #[cfg(test)]
    pub(super) fn code(&self) -> &'static str {
        self.code
    }

    #[cfg(test)]
    pub(super) fn invalid(&self) -> Option<&InvalidArgument> {
        match &*self.detail {
            Detail::Invalid(argument) => Some(argument),
            _ => None,
        }
    }
}
