//! An error and its causes in one line, for logs and terminals.

use std::error::Error as StdError;
use std::fmt;

/// An error with all of its causes in one line: `list_users: no answer: connection refused`.
///
/// The `Display` of an error says what happened, and its [`source`](StdError::source) says why. Programs that use
/// `anyhow` have the same by `{:#}`.
///
/// ```
/// use sigpost::{Endpoint, Report, endpoint};
///
/// #[endpoint(GET "/users/<user>", returns(name))]
/// pub async fn get_user_name(user: u64) -> String;
///
/// let answer = http::Response::new(bytes::Bytes::from(r#"{"name": 7}"#));
/// let error = GetUserName::decode(answer).unwrap_err();
/// assert_eq!(
///     Report(&error).to_string(),
///     "get_user_name: 200 OK, but `name` in the body could not be read: \
///      invalid type: integer `7`, expected a string at line 1 column 10",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Report<'a>(
    /// The error.
    pub &'a (dyn StdError + 'a),
);

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)?;
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}
